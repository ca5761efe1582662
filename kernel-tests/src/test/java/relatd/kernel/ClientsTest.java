// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both clients ask both daemons, with the whole command line: the same answer, whoever asks.
@Tag("kernel")
final class ClientsTest {
  private static final List<String> QUESTIONS =
      List.of(
          "-i",
          "-i ct",
          "-i exp",
          "-i -x",
          "-i exp -x",
          "-e",
          "-e ct",
          "-e exp",
          "-e -x",
          "-e exp -x",
          "-s",
          "-s ct",
          "-s expect",
          "-s cache",
          "-s network",
          "-s link",
          "-s queue",
          "-s process");

  private static final List<String> ORDERS =
      List.of(
          "-n",
          "-B",
          "-R",
          "-R ct",
          "-R expect",
          "-c",
          "-c ct",
          "-c expect",
          "-f internal",
          "-f external",
          "-f",
          "-F ct",
          "-F expect",
          "-F");

  @ParameterizedTest
  @EnumSource(SyncProgram.class)
  void bothClientsAreUnderstood(SyncProgram daemon) {
    SyncPairs.require(SyncProgram.C, SyncProgram.RELATD);
    SyncConf conf = SyncConf.of(FTFW, UDP).withOptions("ExpectationSync on");
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, daemon, conf);
      SyncNode other = SyncNode.start(lab, 2, daemon, conf);
      Traffic.prepare(lab).injectMany(1, 1024, 20);
      SyncPairs.awaitEqual(lab, one, other, 20);
      for (String question : QUESTIONS) {
        for (SyncNode node : List.of(one, other)) {
          assertThat(GoldenRun.comparable(node.ask(SyncProgram.RELATD, question.split(" "))))
              .as("%s to %s", question, node)
              .isEqualTo(GoldenRun.comparable(node.ask(SyncProgram.C, question.split(" "))));
        }
      }
      for (String order : ORDERS) {
        String log = other.log();
        String ours = since(other, log, SyncProgram.RELATD, order);
        log = other.log();
        assertThat(since(other, log, SyncProgram.C, order)).as(order).isEqualTo(ours);
      }
    }
  }

  /// What a request has the daemon say: its first line, for the rest of it may come later.
  private static String since(SyncNode node, String log, SyncProgram client, String order) {
    assertThat(node.ask(client, order.split(" "))).as(order).isEmpty();
    Await.until(order + " is logged", () -> node.log().length() > log.length(), node::log);
    return GoldenRun.comparableLog(node.log().substring(log.length())).getFirst();
  }
}
