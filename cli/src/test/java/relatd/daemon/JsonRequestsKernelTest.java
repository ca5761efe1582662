// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.conntrack.cli.Schemas;

/// What daemons of Sync and Stats answer to `-o json`, judged by docs/schema.
@Tag("kernel")
class JsonRequestsKernelTest {
  private static final String SYNC =
      """
      Sync {
        Mode FTFW { %s }
        UDP {
          IPv4_address 127.0.0.1
          IPv4_Destination_Address 127.0.0.2
          Port 3780
          Interface lo
        }
        Options { ExpectationSync On }
      }
      """;
  private static final List<String> ENTRIES =
      List.of(
          "-I -p tcp -s 10.1.0.2 -d 192.0.2.80 --sport 1011 --dport 80 --state ESTABLISHED -t 3000"
              + " -g 10.2.0.2:8080 -m 5 -w 3 -u SEEN_REPLY",
          "-I -p udp -s fd01::2 -d fd02::2 --sport 1 --dport 2 -t 3000",
          "-I -p icmp -s 10.1.0.2 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 99 -t 3000",
          "-I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 20 -t 3000");

  @TempDir Path path;
  private Namespace namespace;

  @BeforeEach
  void open() {
    namespace = Namespace.open();
  }

  @AfterEach
  void close() {
    namespace.close();
  }

  @Test
  void syncWithCaches() {
    DaemonFolder folder = new DaemonFolder(path).write(SYNC.formatted(""));
    try (Program daemon = start(folder)) {
      fill();
      awaitEntries(folder);
      List<String> internal = json(folder, "-i");
      assertThat(internal).hasSize(ENTRIES.size());
      assertThat(internal)
          .anyMatch(line -> line.contains("\"mark\":5,\"zone\":3") && line.contains("\"dport\":80"))
          .allMatch(line -> line.contains("\"cache\":\"internal\",\"active\":"));
      assertThat(json(folder, "-e")).isEmpty();
      assertThat(json(folder, "-i", "exp")).isEmpty();
      List<String> figures = json(folder, "-s");
      assertThat(figures)
          .anyMatch(line ->
              line.contains("\"name\":\"internal\",\"table\":\"conntrack\"")
                  && line.contains("\"active\":" + ENTRIES.size()))
          .anyMatch(
              line -> line.contains("\"of\":\"link\",\"name\":\"lo\",\"status\":\"RUNNING\""));
      for (String word : "expect cache network link queue runtime".split(" ")) {
        assertThat(json(folder, "-s", word)).as(word).isNotEmpty();
      }
      daemon.signal("TERM").outcome();
    }
  }

  @Test
  void syncWithoutCaches() {
    String direct = "DisableInternalCache On\nDisableExternalCache On\n";
    DaemonFolder folder =
        new DaemonFolder(path).write(SYNC.replace("FTFW", "NOTRACK").formatted(direct));
    try (Program daemon = start(folder)) {
      fill();
      assertThat(json(folder, "-i")).hasSize(ENTRIES.size());
      assertThat(json(folder, "-s"))
          .anyMatch(line -> line.contains("\"of\":\"bypass\""))
          .anyMatch(line -> line.contains("\"of\":\"inject\""));
      daemon.signal("TERM").outcome();
    }
  }

  @Test
  void statistics() {
    DaemonFolder folder = new DaemonFolder(path).write("Stats { LogFile off }\n");
    try (Program daemon = start(folder)) {
      fill();
      awaitEntries(folder);
      assertThat(json(folder, "-i")).hasSize(ENTRIES.size());
      assertThat(json(folder, "-s")).hasSize(2);
      daemon.signal("TERM").outcome();
    }
  }

  @Test
  void whatHasNoJsonIsRefused() {
    for (String line : List.of("-c -o json", "-o json", "-s rsqueue -o json", "-i -x -o json")) {
      Outcome outcome = Outcome.ofConntrackd(line.split(" "));
      assertThat(outcome.status()).as(line).isEqualTo(1);
      assertThat(outcome.err()).as(line).contains("-o json goes behind -s, -i or -e");
    }
    assertThat(Outcome.ofConntrackd("-s", "-o", "xml").err()).contains("needs a format: json");
  }

  private Program start(DaemonFolder folder) {
    return namespace.start("conntrackd", "-C", folder.config()).awaitOut(DaemonFolder.READY);
  }

  private void fill() {
    for (String entry : ENTRIES) {
      Outcome made = namespace.start("conntrack", entry.split(" ")).outcome();
      assertThat(made.status()).as(made.err()).isZero();
    }
  }

  /// Events come after the command that made them.
  private void awaitEntries(DaemonFolder folder) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (json(folder, "-i").size() < ENTRIES.size()) {
      assertThat(System.nanoTime()).as("all entries").isLessThan(deadline);
    }
  }

  private List<String> json(DaemonFolder folder, String... words) {
    List<String> line = new ArrayList<>(List.of("-C", folder.config()));
    line.addAll(Arrays.asList(words));
    line.addAll(List.of("-o", "json"));
    Outcome outcome = namespace.start("conntrackd", line.toArray(String[]::new)).outcome();
    assertThat(outcome.status()).as(outcome.err()).isZero();
    Stream<String> complaints =
        outcome.outLines().stream().flatMap(l -> Schemas.complaints(l).stream());
    assertThat(complaints).isEmpty();
    return outcome.outLines();
  }
}
