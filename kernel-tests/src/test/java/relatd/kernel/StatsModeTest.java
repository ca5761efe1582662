// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A daemon with a section `Stats`: a line for each connection that ends, and the sum of what they
/// carried.
@Tag("kernel")
@ExtendWith(Control.class)
final class StatsModeTest {
  private static final String STAMP =
      "[A-Z][a-z]{2} [A-Z][a-z]{2} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d 20\\d\\d\t";

  static Stream<SyncProgram> programs() {
    return Stream.of(SyncProgram.values());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void endedConnectionsAreLoggedAndSummedUp(SyncProgram program) {
    SyncPairs.require(program, program);
    try (PairLab lab = PairLab.open()) {
      Path files = lab.ground().directory();
      Path log = files.resolve("stats.log");
      String conf =
          "Stats {\n  LogFile %s\n}\n".formatted(log)
              + SyncConf.general(files.resolve("fw-1"), List.of());
      lab.firewall(1).run("sysctl", "-qw", "net.netfilter.nf_conntrack_acct=1").orFail();
      Traffic traffic = Traffic.prepare(lab);
      SyncNode node = SyncNode.start(lab, 1, program, conf);
      traffic.hold(List.of("tcp,10.77.2.2,%d,41000".formatted(Traffic.PORT))).close();
      traffic.inject(1);
      Await.until("all are known", () -> node.internal().size() == 5, node::log);
      assertThat(node.ask("-s")).matches("(?s)cache stats:\n.*traffic processed:\n +0 Bytes.*");
      lab.firewall(1).run("conntrack", "-D").orFail();
      Await.until("all are logged", () -> lines(log).size() == 5, () -> lines(log).toString());
      assertThat(lines(log))
          .allMatch(line -> line.matches(STAMP + "\\S+ +\\d+ .*src=.*packets=\\d+ bytes=\\d+.*"))
          .anyMatch(line -> line.contains("sport=41000 dport=8000 packets="))
          .noneMatch(line -> line.contains("use=") || line.contains("active since"));
      assertThat(node.ask("-s")).matches("(?s).*traffic processed:\n +[1-9]\\d* Bytes.*");
      assertThat(node.ask("-s", "cache")).startsWith("cache:stats\tactive objects:");
      assertThat(node.internal()).isEmpty();
    }
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
