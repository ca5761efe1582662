// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Redirects of a scripted listener.
final class RelatdQueueRuleTnsTest extends ThroughQueueRules {
  RelatdQueueRuleTnsTest() {
    super(
        new RelatdQueueRule(Service.TNS, 1),
        TnsCase.all(1, Translation.values()),
        TnsCase.all(1, Translation.NONE));
  }
}
