// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.sync.Golden;
import relatd.sync.mode.ExternalTimeout;

/// What conntrackd 1.4.7 printed comes out again, byte for byte but for ages, ids and order.
class GoldenDumpTest {
  private final Images images = new Images();

  @AfterEach
  void close() {
    images.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ftfw-A-i, true",
    "ftfw-A-i-dead, true",
    "alarm-A-i, true",
    "stats-A-i, true",
    "ftfw-B-e, false",
    "notrack-udp-B-e, false"
  })
  void conntracksAsLines(String name, boolean internal) {
    List<String> golden = Golden.lines(name);
    golden.forEach(line -> images.add(GoldenFlow.conntrack(line)));
    List<String> printed = images.conntracks(DumpFormat.TEXT, internal).lines().toList();
    assertThat(Golden.comparable(printed)).isEqualTo(Golden.comparable(golden)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ftfw-A-i, true", "stats-A-i, true", "ftfw-B-e, false", "alarm-B-e, false"})
  void conntracksAsXml(String name, boolean internal) {
    for (String line : Golden.lines(name)) {
      images.cache.extra(images.add(GoldenFlow.conntrack(line)), 77);
    }
    List<String> printed = images.conntracks(DumpFormat.XML, internal).lines().toList();
    assertThat(Golden.comparable(printed))
        .isEqualTo(Golden.comparable(Golden.lines(name + "-xml")));
  }

  @ParameterizedTest
  @CsvSource({"kinds-A-i, true", "kinds-B-e, false"})
  void everyKindOfConntrackAsLines(String name, boolean internal) {
    List<String> golden = kinds(name);
    golden.forEach(line -> images.add(GoldenFlow.conntrack(line)));
    List<String> printed = images.conntracks(DumpFormat.TEXT, internal).lines().toList();
    assertThat(Golden.comparable(printed)).isEqualTo(Golden.comparable(golden)).hasSize(8);
  }

  /// The original has TCP's name for the state of SCTP.
  @ParameterizedTest
  @CsvSource({"kinds-A-i, true", "kinds-B-e, false"})
  void everyKindOfConntrackAsXml(String name, boolean internal) {
    for (String line : kinds(name)) {
      images.cache.extra(images.add(GoldenFlow.conntrack(line)), 77);
    }
    List<String> printed =
        images
            .conntracks(DumpFormat.XML, internal)
            .replaceAll("(\"sctp\".*<state>)ESTABLISHED<", "$1FIN_WAIT<")
            .lines()
            .toList();
    assertThat(Golden.comparable(printed))
        .isEqualTo(Golden.comparable(kinds(name + "-xml")))
        .hasSize(8)
        .anyMatch(line -> line.contains("<state>FIN_WAIT</state>"));
  }

  /// All but those of which the kernel says more than the wire does: keys of GRE, ports of
  /// UDP-Lite, zones of one direction.
  private static List<String> kinds(String name) {
    return Golden.lines(name).stream()
        .filter(line -> !line.contains("key") && !line.contains("udplite"))
        .filter(line -> !line.contains("10.1.0.9"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"ftfw-A-i-exp, true", "ftfw-B-e-exp, false", "notrack-udp-B-e-exp, false"})
  void expectationsAsLines(String name, boolean internal) {
    List<String> golden = Golden.lines(name);
    golden.forEach(line -> images.add(GoldenFlow.expectation(line)));
    List<String> printed = images.expectations(DumpFormat.TEXT, internal).lines().toList();
    assertThat(Golden.comparable(printed)).isEqualTo(Golden.comparable(golden)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ftfw-A-i-exp, true", "ftfw-B-e-exp, false"})
  void expectationsAsXml(String name, boolean internal) {
    Golden.lines(name).forEach(line -> images.add(GoldenFlow.expectation(line)));
    assertThat(images.expectations(DumpFormat.XML, internal)).isEqualTo(Golden.out(name + "-xml"));
  }

  @Test
  void entriesOfAlarmSayWhenTheyExpire() {
    List<String> golden = Golden.lines("alarm-B-e");
    golden.forEach(line -> images.add(GoldenFlow.conntrack(line)));
    images.clock.addAndGet(4);
    DumpOptions options =
        new DumpOptions(
            DumpFormat.TEXT,
            false,
            images.clock::get,
            Optional.of(new ExternalTimeout(images.cache, 180, 0)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(1 << 16);
      String printed = images.text(DumpPrinter.ofConntracks(images.cache, options, into), into);
      assertThat(printed.lines()).containsExactlyInAnyOrderElementsOf(golden);
    }
  }
}
