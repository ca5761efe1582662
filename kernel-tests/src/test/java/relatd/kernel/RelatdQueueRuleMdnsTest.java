// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// One-shot questions that avahi-daemon answers.
final class RelatdQueueRuleMdnsTest extends ThroughQueueRules {
  RelatdQueueRuleMdnsTest() {
    super(
        new RelatdQueueRule(Service.MDNS, 4),
        GroupCase.all(GroupProtocol.MDNS),
        GroupCase.all(GroupProtocol.MDNS));
  }
}
