// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// The data connection of a backup.
final class RelatdQueueRuleAmandaTest extends ThroughQueueRules {
  RelatdQueueRuleAmandaTest() {
    super(new RelatdQueueRule(Service.AMANDA, 1), AmandaCase.all(), AmandaCase.all());
  }
}
