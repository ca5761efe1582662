// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.SyncMessage;

/// This node's side of the greetings: HELLO on every message until it is answered, HELLO_BACK on
/// one message for each HELLO heard.
///
/// ```
///          first message sent            HELLO_BACK came
///  INIT ───────────────────────► SAY ────────────────────► DONE
///                                HELLO on every message
/// ```
final class Greeting {
  private enum Hello {
    INIT,
    SAY,
    DONE
  }

  private Hello hello = Hello.INIT;
  private boolean backDue;

  /// The peer has said HELLO.
  void heard() {
    backDue = true;
  }

  /// The peer has said HELLO_BACK; before our first message it means nothing.
  void answered() {
    if (hello == Hello.SAY) {
      hello = Hello.DONE;
    }
  }

  /// Bits of the message that is sent next.
  int bits() {
    if (hello == Hello.INIT) {
      hello = Hello.SAY;
    }
    int bits = hello == Hello.SAY ? SyncMessage.HELLO : 0;
    if (backDue) {
      backDue = false;
      bits |= SyncMessage.HELLO_BACK;
    }
    return bits;
  }
}
