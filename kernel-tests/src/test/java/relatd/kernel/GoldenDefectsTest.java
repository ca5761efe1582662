// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Recordings of what the original gets wrong, or does in a way that is its own: it still does,
/// ours does better.
@Tag("kernel")
@ExtendWith(Control.class)
final class GoldenDefectsTest {
  private static final String EXPECTATIONS = "Options {\nExpectationSync on\n}";
  private static final int DUMP_INTERNAL = 16;

  /// HashSize 8192 is the default of Debian's file: there the original forgets expectations in `-c`
  /// and refuses `-f` ever after.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void commitWithTheUsualHashSize(SyncProgram program) {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      for (int node = 1; node <= 2; node++) {
        String conf = GoldenConf.sync(node, "FTFW", "Multicast", 1, "", EXPECTATIONS);
        lab.start(node, conf.replace("HashSize 32768", "HashSize 8192"));
      }
      lab.traffic();
      session.awaitTraffic(true);
      session.replay("bug-hashsize8192-B-c");
      session.awaitLog(2, "commit has taken", program == SyncProgram.C ? 1 : 2);
      session.replayBetter(
          "bug-hashsize8192-B-expect-after-commit", GoldenSessionTest.expectationOfTheKernel());
      session.replay("bug-hashsize8192-B-f");
      session.awaitLog(2, program == SyncProgram.C ? "ignoring flush" : "flushing caches", 1);
      lab.ask(1, "-k");
      lab.ask(2, "-k");
      session.logs("no line of a log", "log-bug-hashsize8192-A");
      session.logBetter("log-bug-hashsize8192-B", committedAndFlushed());
      session.verify();
    }
  }

  private static String[] committedAndFlushed() {
    return """
    [notice] netlink event socket buffer size has been set to N bytes
    [notice] initialization completed
    [notice] -- starting in daemon mode --
    [notice] committing all external caches
    [notice] Committed N new entries
    [notice] commit has taken N.N seconds
    [notice] Committed N new expectations
    [notice] commit has taken N.N seconds
    [notice] flushing caches
    [notice] ---- shutdown received ----
    """
        .split("\n");
  }

  /// The original's loop waits for the client's request; ours answers the next client meanwhile.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void aSilentClientKeepsNobodyWaiting(SyncProgram program) throws Exception {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      lab.start(1, GoldenConf.sync(1, "FTFW", "Multicast", 1, "", EXPECTATIONS));
      Background asking;
      String said;
      try (SocketChannel silent = connect(lab)) {
        assertThat(silent.isConnected()).isTrue();
        asking = lab.startAsking(1, "-s");
        said = asking.ends(Duration.ofSeconds(4)) ? "answer" : "no answer within 4 s";
        said += " while another client is connected and silent";
      }
      asking.ends(Commands.LIMIT);
      said +=
          "; answer of %d bytes once the silent client has gone"
              .formatted(asking.output().length());
      String recorded = GoldenRun.of("socket-idle-client").out().strip();
      assertThat(said)
          .isEqualTo(
              program == SyncProgram.C
                  ? recorded
                  : recorded.replace("no answer within 4 s", "answer"));
    }
  }

  /// The original dumps in a child process, which it lists; ours has none.
  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void aDumpThatNobodyReadsIsNoProcess(SyncProgram program) throws IOException {
    try (GoldenSession session = new GoldenSession(program)) {
      GoldenLab lab = session.lab();
      lab.start(1, GoldenConf.sync(1, "FTFW", "Multicast", 1, "", EXPECTATIONS));
      lab.node(1).feed(manyEntries(), "conntrack", "-R", "-");
      try (SocketChannel deaf = connect(lab)) {
        ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
        deaf.write(number.putInt(DUMP_INTERNAL).flip());
        assertThat(deaf.read(ByteBuffer.allocate(1))).as("the dump has begun").isEqualTo(1);
        session.replayBetter("ftfw-A-s-process-busy");
      }
      session.verify();
    }
  }

  /// 3600, more than a socket's buffer holds.
  private static String manyEntries() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      for (int j = 1; j <= 60; j++) {
        lines.add(
            "-A -p udp -s 10.3.%d.%d -d 10.2.0.2 --sport 1 --dport 2 -t 3000\n".formatted(i, j));
      }
    }
    return String.join("", lines);
  }

  private static SocketChannel connect(GoldenLab lab) throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    client.connect(UnixDomainSocketAddress.of(lab.file(1, "ctl")));
    return client;
  }
}
