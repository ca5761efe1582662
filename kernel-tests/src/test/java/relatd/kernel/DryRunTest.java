// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import relatd.conntrack.Family;

/// `relatd run --dry-run` logs what it would have opened, and the data connection is refused.
@Tag("kernel")
final class DryRunTest extends ThroughFirewall {
  private static final RelatdQueueRule RULES = new RelatdQueueRule(Service.FTP, 1);

  /// The rules of [RelatdQueueRule], and a daemon that does nothing.
  private static final HelperProvider DRY_RUN =
      new HelperProvider() {
        @Override
        public List<Requirement> requirements() {
          return RULES.requirements();
        }

        @Override
        public Firewall firewall() {
          return RULES.firewall();
        }

        @Override
        public void start(Lab lab) {
          String types = UserspaceHelper.types(Service.FTP, RelatdQueueRule.QUEUE);
          UserspaceHelper.serve(lab, types, List.of(Dist.command("relatd"), "run", "--dry-run"));
        }
      };

  @Override
  HelperProvider provider() {
    return RULES;
  }

  /// The same daemon in earnest: the cases do not fail of themselves.
  @Override
  List<FtpCase> cases() {
    return Stream.of(Translation.NONE, Translation.DESTINATION).map(DryRunTest::passive).toList();
  }

  @TestFactory
  Stream<DynamicTest> isSaidAndNotDone() {
    return play(
        DRY_RUN,
        "dry: ",
        cases(),
        (stage, one) -> {
          stage.refuses(one);
          stage.says("helper `ftp' would open: tcp 10.77.1.2:* -> " + server(one) + ":");
        });
  }

  private static String server(Exchange one) {
    return one.translation() == Translation.NONE
        ? Lab.serverAddress(Family.INET)
        : Lab.innerAddress(Family.INET);
  }

  private static FtpCase passive(Translation translation) {
    return new FtpCase(FtpClient.CURL, FtpCommand.PASV, Family.INET, translation, false);
  }
}
