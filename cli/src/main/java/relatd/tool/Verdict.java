// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.util.List;
import relatd.helper.engine.KernelFeatures;

/// What `relatd doctor` concludes from a kernel's answers.
enum Verdict {
  REGISTERED("registered: helpers are registered and attached by CT rules, as with conntrackd"),
  QUEUE_RULE(
      "queue rule: a plain NFQUEUE rule brings the packets, one lookup per connection finds the conntrack;",
      "a helper of the kernel is attached as carrier, and rewriting under NAT keeps the length"),
  NONE("none: helpers cannot run here; what is missing stands above"),
  UNKNOWN("unknown: the kernel does not answer this user; run it as root, or grant CAP_NET_ADMIN");

  private final List<String> lines;

  Verdict(String... lines) {
    this.lines = List.of(lines);
  }

  /// @param privileged whether the process may ask
  static Verdict of(KernelFeatures kernel, boolean privileged) {
    if (kernel.canRegister()) {
      return REGISTERED;
    }
    if (kernel.canQueue()) {
      return QUEUE_RULE;
    }
    return privileged ? NONE : UNKNOWN;
  }

  List<String> lines() {
    return lines;
  }

  /// Whether there are rules that bring packets.
  boolean canServe() {
    return this == REGISTERED || this == QUEUE_RULE;
  }
}
