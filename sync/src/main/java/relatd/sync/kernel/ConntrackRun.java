// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.ctnetlink.ConntrackMessage;

/// Events of conntracks that came one behind the other, read but not handed on yet: whoever takes
/// them may look at all of them first.
///
/// Their order is kept. Views are valid until the bytes below them change, so that a run ends
/// before the next batch is received, and before anything else is handed on.
final class ConntrackRun {
  /// Enough to wait for memory together, few enough for their views to stay in the first cache.
  static final int LONGEST = 16;

  private final ConntrackMessage[] messages = new ConntrackMessage[LONGEST];
  private final Origins origins;
  private final KernelEvents events;
  private int count;

  ConntrackRun(Origins origins, KernelEvents events) {
    this.origins = origins;
    this.events = events;
    for (int i = 0; i < LONGEST; i++) {
      messages[i] = new ConntrackMessage();
    }
  }

  /// To be wrapped around the next event; belongs to the run only after [#add].
  ConntrackMessage next() {
    return messages[count];
  }

  /// Takes what was wrapped last into the run. A run that is full is handed on.
  void add() {
    if (++count == LONGEST) {
      handOn();
    }
  }

  /// Ends the run.
  void handOn() {
    int ready = count;
    count = 0;
    if (ready > 1) {
      events.coming(messages, ready);
    }
    for (int i = 0; i < ready; i++) {
      events.conntrack(messages[i], origins.of(messages[i].portId()));
    }
  }
}
