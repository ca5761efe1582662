// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// A direct connection agreed upon over IRC.
final class RelatdQueueRuleIrcTest extends ThroughQueueRules {
  RelatdQueueRuleIrcTest() {
    super(
        new RelatdQueueRule(Service.IRC, 1),
        IrcCase.all(Translation.NONE),
        IrcCase.all(Translation.NONE));
  }
}
