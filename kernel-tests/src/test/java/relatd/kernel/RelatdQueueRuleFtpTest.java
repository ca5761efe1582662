// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.stream.Stream;

/// FTP transfers, control lines in pieces included.
final class RelatdQueueRuleFtpTest extends ThroughQueueRules {
  RelatdQueueRuleFtpTest() {
    super(
        new RelatdQueueRule(Service.FTP, 1),
        Stream.concat(FtpCase.all().stream(), FtpCase.inPieces().stream()).toList(),
        FtpCase.untranslated());
  }
}
