// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// A lease over DHCPv6.
final class RelatdQueueRuleDhcpV6Test extends ThroughQueueRules {
  RelatdQueueRuleDhcpV6Test() {
    super(new RelatdQueueRule(Service.DHCPV6, 4), DhcpV6Case.all(), DhcpV6Case.all());
  }
}
