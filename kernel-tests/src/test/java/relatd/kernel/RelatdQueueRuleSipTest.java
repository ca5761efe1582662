// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// SIP calls with audio both ways.
final class RelatdQueueRuleSipTest extends ThroughQueueRules {
  RelatdQueueRuleSipTest() {
    super(
        new RelatdQueueRule(Service.SIP, 4),
        SipCase.all(Translation.NONE, Translation.SOURCE),
        SipCase.all(Translation.NONE));
  }
}
