// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.util.List;
import relatd.helper.engine.QueuedConversation;

/// Whether a conversation went as its benchmark says.
final class Checks {
  private static final List<String> TROUBLE =
      List.of(
          "malformed", "failures", "unresolved", "gaps", "faults", "refused", "opaque", "failed");

  private Checks() {}

  static void requireAllPassed(QueuedConversation talk) {
    for (String name : TROUBLE) {
      require(talk.counter(name) == 0, name + " packets: " + talk.counter(name));
    }
    require(talk.counter("queued") == talk.counter("packets"), "packets were not dispatched");
  }

  static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalStateException("the benchmark is broken: " + complaint);
    }
  }
}
