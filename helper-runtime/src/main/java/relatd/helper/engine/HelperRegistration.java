// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.time.Duration;
import java.util.List;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperPolicy;
import relatd.cthelper.CtHelperTable;
import relatd.helper.Helper;
import relatd.helper.Policy;

/// Tells the kernel of the helpers that this engine serves (nfnetlink_cthelper): name, protocols,
/// policies, queue.
///
/// A registration outlives the program: without a listener the kernel lets the packets pass.
public final class HelperRegistration {
  private HelperRegistration() {}

  /// The registration of one type, as `nfct helper add` and `Setup yes` make it.
  public static CtHelper of(AttachedType type, boolean enabled) {
    Helper helper = type.configured().helper();
    return new CtHelper(
        helper.name(),
        type.family(),
        type.transport().number(),
        type.queueNumber(),
        policies(type.configured().policies()),
        helper.privateBytes(),
        enabled);
  }

  /// Creates or updates the registration of a type and lets its packets be queued.
  ///
  /// @throws relatd.netlink.NetlinkException when the kernel refuses; its message has the cure
  public static void register(CtHelperTable table, AttachedType type) {
    table.update(of(type, true));
  }

  private static List<CtHelperPolicy> policies(List<Policy> policies) {
    return policies.stream()
        .map(policy ->
            new CtHelperPolicy(
                policy.name(), policy.expectMax(), Duration.ofSeconds(policy.expectTimeout())))
        .toList();
  }
}
