// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The sessions in which conntrackd 1.4.7 was recorded, played again: the same requests in the same
/// order, the same answers and logs but for what varies from run to run.
///
/// The original itself is the control: what it no longer says, the laboratory has not got right.
@Tag("kernel")
@ExtendWith(Control.class)
final class GoldenSessionTest {
  private static final String EXPECTATIONS =
      "Options {\n TCPWindowTracking off\n ExpectationSync on\n}";
  private static final String NOTHING = "no line of a log";

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void ftfwOverMulticast(SyncProgram program) {
    try (GoldenSession session = new GoldenSession(program)) {
      start(session, "FTFW", "Multicast", 1, "", EXPECTATIONS);
      session.lab().traffic();
      session.awaitTraffic(true);
      session.replay(
          "ftfw-A-s-default ftfw-A-s-network ftfw-A-s-cache ftfw-A-s-runtime ftfw-A-s-link"
              .split(" "));
      session.replay("ftfw-A-s-queue ftfw-A-s-process ftfw-A-s-ct ftfw-A-s-expect".split(" "));
      session.replay("ftfw-A-s-multicast-deprecated");
      session.replay("ftfw-B-s-default ftfw-B-s-cache ftfw-B-s-expect ftfw-B-s-network".split(" "));
      session.replay("ftfw-A-i ftfw-A-i-ct ftfw-A-i-exp ftfw-A-i-expect ftfw-A-e".split(" "));
      session.replay("ftfw-B-e ftfw-B-e-exp ftfw-A-i-xml ftfw-A-i-exp-xml".split(" "));
      session.replay("ftfw-B-e-xml ftfw-B-e-exp-xml".split(" "));
      session.replay("ftfw-A-n ftfw-A-B ftfw-A-R ftfw-A-R-ct ftfw-A-R-exp".split(" "));
      session.awaitLog(2, "sending bulk update", 1);
      session.replay("ftfw-B-c-ct");
      session.awaitLog(2, "commit has taken", 1);
      session.replay("ftfw-B-c-exp");
      session.awaitLog(2, "commit has taken", 2);
      session.replay("ftfw-B-c");
      session.awaitLog(2, "commit has taken", 4);
      session.replay("ftfw-B-kernel-after-commit", "ftfw-B-kernel-expect-after-commit");
      session.replay("ftfw-B-s-default-after-commit", "ftfw-B-t", "ftfw-B-f-internal");
      session.replay("ftfw-B-f-external", "ftfw-B-f", "ftfw-B-F-ct");
      awaitEmptyKernel(session);
      session.replay("ftfw-B-F-exp", "ftfw-B-F", "ftfw-B-s-process", "ftfw-A-s-runtime-late");
      session.replay("ftfw-B-k", "ftfw-A-k");
      session.logs(NOTHING, "log-ftfw-A", "log-ftfw-B");
      session.verify();
    }
  }

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void notrackOverUdp(SyncProgram program) {
    try (GoldenSession session = new GoldenSession(program)) {
      start(session, "NOTRACK", "UDP", 1, "", "Options {\nExpectationSync {\nftp\n}\n}");
      session.lab().traffic();
      session.awaitTraffic(true);
      session.replay("notrack-udp-A-s notrack-udp-A-s-link notrack-udp-A-s-network".split(" "));
      session.replay("notrack-udp-A-s-rsqueue notrack-udp-A-s-queue notrack-udp-B-e".split(" "));
      session.replay("notrack-udp-B-e-exp", "notrack-udp-B-n");
      session.awaitLog(1, "sending bulk update", 1);
      session.replay("notrack-udp-A-B");
      end(session);
      session.logs(NOTHING, "log-notrack-udp-A", "log-notrack-udp-B");
      session.verify();
    }
  }

  /// Without internal cache the original sends no expectation at all and has nothing to show; its
  /// `-i -x` is plain.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void neitherCacheOverTcp(SyncProgram program) {
    String mode = "DisableInternalCache on\nDisableExternalCache on\nStartupResync on";
    try (GoldenSession session = new GoldenSession(program)) {
      start(session, "NOTRACK", "TCP", 1, mode, EXPECTATIONS);
      session.awaitLog(1, "resync requested by other node", 1);
      session.awaitLog(2, "resync requested by other node", 1);
      session.lab().traffic();
      awaitKernel(session);
      session.replay("nocache-tcp-A-s nocache-tcp-A-s-cache nocache-tcp-A-s-link".split(" "));
      session.replay("nocache-tcp-A-s-queue nocache-tcp-B-s nocache-tcp-A-i".split(" "));
      session.replay("nocache-tcp-B-e nocache-tcp-B-c nocache-tcp-B-R nocache-tcp-A-B".split(" "));
      session.replay(
          "nocache-tcp-B-kernel nocache-tcp-A-s-expect nocache-tcp-B-s-expect".split(" "));
      String[] expectation = expectationOfTheKernel();
      session.replayBetter("nocache-tcp-A-i-exp", expectation);
      session.replayBetter("nocache-tcp-B-kernel-expect", expectation);
      session.replayBetter("nocache-tcp-A-i-xml", kernelsXml(session));
      end(session);
      session.logs(
          "[ERROR] missing IPvN address. You forgot to load nf_conntrack_ipvN?",
          "log-nocache-tcp-A",
          "log-nocache-tcp-B");
      session.verify();
    }
  }

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void alarmOverTwoLinks(SyncProgram program) {
    String mode = "RefreshTime 15\nCacheTimeout 180\nCommitTimeout 180\nPurgeTimeout 5";
    try (GoldenSession session = new GoldenSession(program)) {
      start(session, "ALARM", "Multicast", 2, mode, "");
      session.lab().traffic();
      session.awaitTraffic(false);
      session.replay("alarm-A-s alarm-A-s-link alarm-A-i alarm-B-e alarm-B-e-xml".split(" "));
      session.replay("alarm-A-n alarm-A-B alarm-A-s-rsqueue alarm-A-i-exp".split(" "));
      session.replay("alarm-A-i-exp-x", "alarm-A-c-exp", "alarm-A-s-expect");
      cable(session, 2, "sync0", "down");
      session.awaitLog(1, "device `sync1' becomes dedicated link", 1);
      session.replay("alarm-A-s-link-nocarrier", "alarm-A-s-after-failover");
      cable(session, 1, "sync0", "down");
      session.replay("alarm-A-s-link-down");
      cable(session, 1, "sync1", "down");
      session.awaitLog(1, "no dedicated links available!", 1);
      session.replay("alarm-A-s-link-alldown");
      cable(session, 2, "sync0", "up");
      cable(session, 1, "sync0", "up");
      cable(session, 1, "sync1", "up");
      session.awaitLog(1, "device `sync0' becomes dedicated link", 1);
      session.awaitLog(2, "device `sync0' becomes dedicated link", 1);
      session.replay("alarm-A-t");
      session.awaitLog(1, "(scheduled)", 1);
      session.awaitEmptyKernel(1);
      session.replay("alarm-A-kernel-after-t");
      end(session);
      session.logs(NOTHING, "log-alarm-A", "log-alarm-B");
      session.verify();
    }
  }

  /// An expectation whose master is not there: an error, the entry, and a count.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void anExpectationBeforeItsMaster(SyncProgram program) {
    try (GoldenSession session = new GoldenSession(program)) {
      start(session, "FTFW", "Multicast", 1, "", "Options {\nExpectationSync on\n}");
      session.lab().control(42_050);
      Await.until(
          "B knows the expectation",
          () -> !session.lab().ask(2, "-e", "exp").out().isEmpty(),
          session.lab().ground()::logs);
      session.replay("commit-fail-B-c-exp");
      session.awaitLog(2, "commit has taken", 1);
      session.replay("commit-fail-B-s-expect");
      end(session);
      session.logs(NOTHING, "log-commit-fail-B");
      session.verify();
    }
  }

  /// Nothing is acknowledged, because nobody is there; and no more than HashLimit is kept.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void aNodeAlone(SyncProgram program) throws IOException {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      String conf = GoldenConf.sync(1, "FTFW", "Multicast", 1, "", "");
      lab.node(1).feed(UNTRACKED_REPORTS, "nft", "-f", "-");
      lab.start(1, conf);
      lab.insert(1, 3);
      session.replay("ftfw-A-s-queue-objects", "ftfw-A-s-rsqueue-objects");
      lab.node(1).run("conntrack", "-F").orFail();
      Await.until("it is empty", () -> lab.ask(1, "-i").out().lines().count() <= 1);
      session.replay("ftfw-A-s-after-destroy", "ftfw-A-s-cache-dead", "ftfw-A-i-dead");
      lab.ask(1, "-k");
      lab.awaitEnd(1);
      Files.deleteIfExists(lab.file(1, "log"));
      lab.start(1, conf.replace("HashLimit 131072", "HashLimit 2"));
      lab.insert(1, 5);
      session.replay("hashlimit-A-s-cache", "hashlimit-A-s");
      session.verify();
    }
  }

  /// Multicast memberships are reported when the kernel likes, and would be entries.
  private static final String UNTRACKED_REPORTS =
      """
      table ip quiet {
        chain out {
          type filter hook output priority -300
          ip protocol igmp notrack
        }
      }
      """;

  static String[] expectationOfTheKernel() {
    return GoldenRun.comparable(GoldenRun.of("ftfw-B-kernel-expect-after-commit").out())
        .toArray(String[]::new);
  }

  /// What our conntrack lists there, without the document's frame.
  private static String[] kernelsXml(GoldenSession session) {
    String conntrack = Dist.command("conntrack");
    String all = session.lab().node(1).run(conntrack, "-L", "-o", "xml").orFail().out();
    return GoldenRun.comparable(all.substring(all.indexOf("<flow"), all.indexOf("</conntrack>")))
        .toArray(String[]::new);
  }

  private static void start(
      GoldenSession session, String word, String transport, int links, String mode, String more) {
    for (int node = 1; node <= 2; node++) {
      session.lab().start(node, GoldenConf.sync(node, word, transport, links, mode, more));
    }
  }

  private static void end(GoldenSession session) {
    session.lab().ask(1, "-k");
    session.lab().ask(2, "-k");
  }

  private static void cable(GoldenSession session, int node, String device, String state) {
    session.lab().node(node).ip("link set %s %s".formatted(device, state));
  }

  private static void awaitEmptyKernel(GoldenSession session) {
    Await.until(
        "B's kernel has forgotten",
        () ->
            session
                .lab()
                .node(2)
                .run("conntrack", "-L")
                .out()
                .lines()
                .noneMatch(line -> line.contains("src=10.1.0.2")));
  }

  private static void awaitKernel(GoldenSession session) {
    Await.until(
        "B's kernel has the traffic",
        () ->
            session
                    .lab()
                    .node(2)
                    .run("conntrack", "-L")
                    .out()
                    .lines()
                    .filter(GoldenSession::isSettled)
                    .count()
                == 5,
        session.lab().ground()::logs);
  }
}
