// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Files over TFTP.
final class RelatdQueueRuleTftpTest extends ThroughQueueRules {
  RelatdQueueRuleTftpTest() {
    super(
        new RelatdQueueRule(Service.TFTP, 1),
        TftpCase.all(Translation.NONE, Translation.SOURCE),
        TftpCase.all(Translation.NONE));
  }
}
