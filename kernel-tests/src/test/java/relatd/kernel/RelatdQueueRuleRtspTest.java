// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// A tone over RTSP and RTP.
final class RelatdQueueRuleRtspTest extends ThroughQueueRules {
  RelatdQueueRuleRtspTest() {
    super(
        new RelatdQueueRule(Service.RTSP, 16),
        RtspCase.all(Translation.NONE),
        RtspCase.all(Translation.NONE));
  }
}
