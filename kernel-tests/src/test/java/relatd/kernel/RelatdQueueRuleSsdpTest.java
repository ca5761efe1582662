// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Searches that a scripted device answers.
final class RelatdQueueRuleSsdpTest extends ThroughQueueRules {
  RelatdQueueRuleSsdpTest() {
    super(
        new RelatdQueueRule(Service.SSDP, 4),
        GroupCase.all(GroupProtocol.SSDP),
        GroupCase.all(GroupProtocol.SSDP));
  }
}
