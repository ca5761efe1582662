// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relatd.cli.Outcome;
import relatd.conntrack.cli.Schemas;

/// JSON of relatd is what docs/schema promises.
class JsonTest {
  private static final Path TESTDATA = Path.of(System.getProperty("relatd.testdata"));

  @Test
  void everyCapturesEventsAreValid() throws IOException {
    String[] files;
    try (Stream<Path> captures = Files.walk(TESTDATA.resolve("pcaps"))) {
      files =
          captures
              .map(Path::toString)
              .filter(file -> file.matches(".*\\.pcap(ng)?(\\.gz)?"))
              .sorted()
              .toArray(String[]::new);
    }
    List<String> words =
        Stream.concat(Stream.of("replay", "-o", "json"), Stream.of(files)).toList();
    List<String> lines = valid(words.toArray(String[]::new));
    assertThat(lines).hasSizeGreaterThan(100);
    for (String event : List.of("expect", "withdraw", "refuse", "opaque")) {
      assertThat(lines).anyMatch(line -> line.contains("\"event\":\"" + event + "\""));
    }
    assertThat(Schemas.complaints(lines.getFirst().replace("\"frame\":", "\"frame\":-")))
        .isNotEmpty();
  }

  @Test
  void installedHelpersAreValid() {
    List<String> lines = valid("helpers", "-o", "json");
    assertThat(lines).anyMatch(line -> line.contains("\"name\":\"ftp\",\"transports\":[\"tcp\"]"));
    String conf = TESTDATA.resolve("../conf/examples/helper.conf").toString();
    assertThat(valid("helpers", conf, "-o", "json"))
        .hasSameSizeAs(lines)
        .anyMatch(line -> line.contains("\"attached\":[{\"family\":\"ipv4\""));
  }

  @Test
  void anotherFormatIsRefused() {
    assertThat(Outcome.ofRelatd("helpers", "-o", "xml").err())
        .startsWith("relatd: unknown output format `xml': there is json");
    assertThat(Outcome.ofRelatd("helpers", "-o").status()).isEqualTo(2);
  }

  private static List<String> valid(String... words) {
    List<String> lines = Outcome.ofRelatd(words).outLines();
    assertThat(lines.stream().flatMap(line -> Schemas.complaints(line).stream())).isEmpty();
    return lines;
  }
}
