// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a daemon practises at its start comes to an end, and nothing that is the daemon's own sees
/// anything of it: the kernel's tables, the links, the caches, the log, the control socket.
@Tag("kernel")
final class RehearsalTest {
  /// Some seconds of a processor at a low priority: on a busy machine that is a while.
  private static final Duration LONG = Duration.ofMinutes(4);

  @Test
  void practiceTouchesNothingOfTheDaemonsOwn() {
    SyncPairs.require(SyncProgram.RELATD, SyncProgram.RELATD);
    try (PairLab lab = PairLab.open()) {
      Path events = lab.ground().directory().resolve("events");
      lab.ground().owns(lab.firewall(1).start(events, List.of("conntrack", "-E")));
      SyncNode node =
          SyncNode.practising(lab, 1, SyncConf.of(FTFW, UDP).text(1, lab.ground().directory()));
      Await.until("it practises", () -> practises(node), node::log);
      String statistics = node.ask("-s");
      assertThat(statistics).contains("current active connections:\t           0");
      Await.within(LONG, "it has practised", () -> !practises(node), node::log);
      assertThat(node.internal()).isEmpty();
      assertThat(node.ask("-s", "cache")).doesNotContainPattern("creation OK/failed:\\s+[1-9]");
      // What is tracked is the link's own traffic, which the configuration ignores.
      assertThat(node.ask("-s", "runtime"))
          .containsPattern("events received:\\s+(\\d+)\\s+events filtered:\\s+\\1\n");
      assertThat(node.kernel()).isEmpty();
      // Alone, a node says ALIVE once a second: 8 bytes each.
      String[] sent =
          node.ask("-s", "network")
              .replaceAll("(?s).*\\):\n +(\\d+) Bytes sent.*?\n +(\\d+) Pckts sent.*", "$1 $2")
              .split(" ");
      assertThat(Integer.parseInt(sent[0])).isEqualTo(8 * Integer.parseInt(sent[1]));
      assertThat(node.log().lines().filter(line -> !line.contains("[notice]"))).isEmpty();
      assertThat(node.log()).doesNotContain("commit").doesNotContain("flush");
      assertThat(read(events).lines().filter(line -> !line.contains("10.77.9."))).isEmpty();
    }
  }

  private static boolean practises(SyncNode node) {
    return Practising.goesOnIn(node.pid());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
