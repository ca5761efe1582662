// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The recorded session of the statistics mode, played again as [GoldenSessionTest] plays the
/// others.
@Tag("kernel")
@ExtendWith(Control.class)
final class GoldenStatsTest {
  private static final String CONF = "Stats {\nLogFile @.stats\n}\n" + GoldenConf.general("");
  private static final int ENTRIES = 4;

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void statistics(SyncProgram program) throws IOException {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      lab.node(1).run("sysctl", "-qw", "net.netfilter.nf_conntrack_acct=1").orFail();
      lab.start(1, CONF);
      lab.endedTraffic();
      Await.until(
          "both connections have ended",
          () -> lab.ask(1, "-i").out().lines().filter(GoldenStatsTest::hasEnded).count() == 2,
          () -> lab.ask(1, "-i").out());
      session.replay("stats-A-s-before", "stats-A-i", "stats-A-i-xml");
      lab.node(1).run("conntrack", "-D").orFail();
      Await.until("all are gone", () -> lab.ask(1, "-i").out().isEmpty());
      session.replay("stats-A-e stats-A-s-network stats-A-s-queue stats-A-s-process".split(" "));
      session.replay("stats-A-s", "stats-A-s-cache", "stats-A-s-runtime", "stats-A-c");
      session.replay("stats-A-f-internal", "stats-A-R");
      lab.ask(1, "-k");
      session.logs("no line of a log", "log-stats-A");
      session.entries("stats-logfile", Files.readString(lab.file(1, "stats")));
      session.verify();
    }
  }

  private static boolean hasEnded(String line) {
    return line.contains("TIME_WAIT");
  }

  /// The client says nothing, as the original's; but ours has done it.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void aFlushOfAllCachesIsOneHereToo(SyncProgram program) {
    try (GoldenSession session = new GoldenSession(program)) {
      session.lab().start(1, CONF);
      session.lab().insert(1, ENTRIES);
      session.replay("stats-A-f");
      session.verify();
      assertThat(session.lab().ask(1, "-i").out().lines())
          .hasSize(program == SyncProgram.C ? ENTRIES : 0);
    }
  }
}
