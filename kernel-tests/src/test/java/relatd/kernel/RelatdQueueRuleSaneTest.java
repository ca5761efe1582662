// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// A scan.
final class RelatdQueueRuleSaneTest extends ThroughQueueRules {
  RelatdQueueRuleSaneTest() {
    super(new RelatdQueueRule(Service.SANE, 1), SaneCase.all(), SaneCase.all());
  }
}
