// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.function.Consumer;
import relatd.conntrack.Direction;
import relatd.helper.Decision;

/// What was refused lately: a message that is sent again, or a 200 that repeats a 183, is refused
/// once. Too many refusals end the inspection of a connection.
final class RefusedOffers {
  private static final int REMEMBERED = 32;

  private final int[] lately = new int[REMEMBERED];
  private int next;

  /// Lets a refusal pass once per call, side and reason, everything else always.
  Consumer<Decision> filter(Dialogue dialogue, Direction sender, Consumer<Decision> decisions) {
    return decision -> {
      if (!(decision instanceof Decision.Refuse refusal) || isNew(dialogue, sender, refusal)) {
        decisions.accept(decision);
      }
    };
  }

  private boolean isNew(Dialogue dialogue, Direction sender, Decision.Refuse refusal) {
    int mark = (dialogue.hash * 31 + refusal.reason().hashCode()) * 2 + sender.number() | 1;
    for (int one : lately) {
      if (one == mark) {
        return false;
      }
    }
    lately[next] = mark;
    next = (next + 1) % REMEMBERED;
    return true;
  }
}
