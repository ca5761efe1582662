// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Transport.MULTICAST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every table of `conntrackd -s` has the lines of the original's recording, whoever asks.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncTablesTest {
  /// Recordings of a node in FT-FW over multicast, by table.
  private static final Map<String, String> TABLES =
      Map.of(
          "ct", "ftfw-A-s-ct",
          "network", "ftfw-A-s-network",
          "cache", "ftfw-A-s-cache",
          "runtime", "ftfw-A-s-runtime-late",
          "link", "ftfw-A-s-link",
          "queue", "ftfw-A-s-queue",
          "expect", "ftfw-A-s-expect");

  static Stream<Arguments> pairs() {
    return SyncPairs.with(SyncConf.of(FTFW, MULTICAST).withOptions("ExpectationSync on"));
  }

  /// @param client whose client asks the primary's daemon, too
  @ParameterizedTest(name = "daemon {0}, client {1}: {2}")
  @MethodSource("pairs")
  void tablesHaveTheOriginalsLines(SyncProgram daemon, SyncProgram client, SyncConf conf)
      throws IOException {
    SyncPairs.require(daemon, client);
    try (PairLab lab = PairLab.open()) {
      SyncNode node = SyncNode.start(lab, 1, daemon, conf);
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        assertThat(numberless(node.ask(client, "-s", table.getKey())))
            .as(table.getKey())
            .isEqualTo(numberless(recorded(table.getValue())));
      }
      assertThat(node.ask(client, "-s")).startsWith("cache internal:\n");
      assertThat(node.ask(client, "-s", "rsqueue")).startsWith("resent queue (len=");
    }
  }

  private static String recorded(String name) throws IOException {
    String root = System.getProperty("relatd.testdata");
    String all = Files.readString(Path.of(root, "cli", "conntrackd", name + ".txt"));
    int out = all.indexOf("\n## stdout (");
    return all.substring(all.indexOf('\n', out + 1) + 1, all.indexOf("\n## stderr (") + 1);
  }

  /// With N for each number and the blanks before it.
  private static String numberless(String table) {
    return table.replaceAll(" *\\b\\d+\\b", "N");
  }
}
