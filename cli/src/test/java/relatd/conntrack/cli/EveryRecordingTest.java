// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No recording of conntrack lies about unplayed. (Those of nfct: GoldenNfctTest.)
class EveryRecordingTest {
  private static final Path TESTDATA = Path.of(System.getProperty("relatd.testdata"));

  @Test
  void ofThisKernelIsReplayed() throws IOException {
    Stream<String> scenarios =
        Scenario.all("conntrack").stream()
            .flatMap(scenario -> scenario.steps().stream())
            .filter(step -> !step.startsWith("!"));
    Stream<String> others =
        Stream.of(GoldenTrafficTest.names(), GoldenTurnsTest.names(), GoldenSignalTest.names())
            .flatMap(names -> names);
    assertThat(new TreeSet<>(Stream.concat(scenarios, others).toList()))
        .isEqualTo(recorded("golden/conntrack"));
  }

  @Test
  void ofTheVirtualMachineIsReplayed() throws IOException {
    TreeSet<String> recorded = recorded("golden/vm");
    recorded.addAll(recorded("cli/vm"));
    assertThat(new TreeSet<>(MachineRecordings.names().toList())).isEqualTo(recorded);
  }

  private static TreeSet<String> recorded(String folder) throws IOException {
    try (Stream<Path> files = Files.list(TESTDATA.resolve(folder))) {
      return new TreeSet<>(
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt") && !name.equals("scenarios.txt"))
              .map(name -> name.replace(".txt", ""))
              .toList());
    }
  }
}
