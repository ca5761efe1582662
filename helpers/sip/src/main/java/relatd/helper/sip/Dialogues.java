// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Direction;
import relatd.helper.Payload;

/// The calls of one connection, by Call-ID, and the tag and side of who began them: a trunk carries
/// many.
///
/// Bounded: the one that was used least recently is forgotten, its media time out. Looking up
/// allocates nothing.
final class Dialogues {
  static final int MOST = 512;

  /// From the least recently used on.
  private final List<Dialogue> all = new ArrayList<>(0);

  /// The call that a message belongs to; null when there is none (within this package only).
  Dialogue find(SipMessage message, Direction sender) {
    Direction asking = message.isRequest() ? sender : sender.opposite();
    Payload text = message.payload();
    int field = message.field(HeaderName.CALL_ID);
    int from = message.from(field);
    int to = message.to(field);
    int hash = all.isEmpty() ? 0 : Chars.hash(text, from, to);
    for (int i = all.size() - 1; i >= 0; i--) {
      Dialogue one = all.get(i);
      if (one.hash == hash
          && Chars.equal(text, from, to, one.callId)
          && hasTag(message, one.initiator == asking ? HeaderName.FROM : HeaderName.TO, one.tag)) {
        if (i < all.size() - 1) {
          all.remove(i);
          all.add(one);
        }
        return one;
      }
    }
    return null;
  }

  /// Begins a call with a message of it.
  Dialogue begin(SipMessage message, Direction sender) {
    Direction asking = message.isRequest() ? sender : sender.opposite();
    if (all.size() == MOST) {
      all.removeFirst();
    }
    Payload text = message.payload();
    int field = message.field(HeaderName.CALL_ID);
    String callId = text.text(message.from(field), message.to(field));
    int hash = Chars.hash(text, message.from(field), message.to(field));
    int from = message.field(HeaderName.FROM);
    int tag = tag(text, message.from(from), message.to(from));
    String name = tag < 0 ? "" : text.text(tag, Params.end(text, tag, message.to(from)));
    Dialogue dialogue = new Dialogue(callId, hash, name, asking);
    all.add(dialogue);
    return dialogue;
  }

  void end(Dialogue dialogue) {
    all.remove(dialogue);
  }

  private static boolean hasTag(SipMessage message, HeaderName name, String tag) {
    int field = message.field(name);
    if (field < 0) {
      return false;
    }
    Payload text = message.payload();
    int from = tag(text, message.from(field), message.to(field));
    return from < 0
        ? tag.isEmpty()
        : Chars.equal(text, from, Params.end(text, from, message.to(field)), tag);
  }

  private static int tag(Payload text, int from, int to) {
    return Params.find(text, Params.begin(text, from, to), to, "TAG");
  }
}
