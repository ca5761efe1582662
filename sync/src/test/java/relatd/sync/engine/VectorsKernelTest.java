// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.sync.kernel.Namespace;
import relatd.sync.wire.Capture;

/// What scripts sent to the original, sent to a whole engine: the same counters move, and the
/// external caches change alike.
///
/// `testdata/wire/vectors-counted.txt` has what conntrackd 1.4.7 counted for each datagram, asked
/// for its figures before and after (`-s`, `-s network`, `-s expect`).
@Tag("kernel")
final class VectorsKernelTest {
  /// What the original keeps and ours does not: a conntrack without any attribute (34), an
  /// expectation without tuple and mask (40). Neither could ever be committed.
  private static final Map<String, String> BETTER =
      Map.of("34: conntracks +1", "34: ", "40: expectations +1", "40: ");

  @ParameterizedTest
  @CsvSource({
    "NOTRACK, notrack-malformed-vectors-udp4, 56",
    "FTFW, ftfw-malformed-vectors-udp4, 54",
    "ALARM, alarm-vectors-udp4, 9"
  })
  void countsWhatTheOriginalCounts(String mode, String capture, int datagrams) throws IOException {
    List<String> theirs = recorded(mode);
    assertThat(theirs).hasSize(datagrams);
    List<String> ours = new ArrayList<>();
    Namespace.inNew(() -> {
      try (TestNode node = new TestNode(mode)) {
        for (byte[] datagram : TestNode.ofPeer(Capture.of(capture))) {
          TestNode.Counts before = node.counts();
          node.hear(datagram);
          ours.add("%d: %s".formatted(ours.size() + 1, node.counts().since(before)));
        }
      }
    });
    assertThat(ours).isEqualTo(theirs);
  }

  private static List<String> recorded(String mode) throws IOException {
    Path file = Path.of(System.getProperty("relatd.testdata"), "wire", "vectors-counted.txt");
    String begin = mode.toUpperCase(Locale.ROOT) + " ";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .map(line -> BETTER.getOrDefault(line, line))
        .toList();
  }
}
