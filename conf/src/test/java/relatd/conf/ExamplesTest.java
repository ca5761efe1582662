// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

  static Stream<Path> configurations() {
    return Examples.endingIn(".conf").stream();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void hasNothingToComplainAbout(Path file) {
    ConfigResult result = TestMachine.parse(Examples.text(file));
    assertThat(result.problems()).isEmpty();
    assertThat(result.accepted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void survivesPrintingAndReading(Path file) {
    Config config = TestMachine.accepted(Examples.text(file));
    assertThat(TestMachine.accepted(ConfigPrinter.print(config))).isEqualTo(config);
  }

  /// Whoever takes a mark of comment away must get a file that still works.
  @Test
  void commentedOptionsOfTheHelperExampleAreValid() {
    Path file = Examples.endingIn("helper.conf").getFirst();
    String text = Examples.text(file).replace("#Option", "Option");
    ConfigResult result = TestMachine.parse(text);
    assertThat(result.problems()).isEmpty();
    HelperType ftp = result.config().orElseThrow().helper().orElseThrow().types().getFirst();
    assertThat(ftp.options())
        .containsEntry("MinPort", List.of("1024"))
        .containsEntry("RedirectTo", List.of("192.0.2.0/24"))
        .containsEntry("OnNatFailure", List.of("drop"));
  }

  @Test
  void theFtFwExampleSaysWhatItMeans() {
    Sync sync =
        TestMachine.accepted(Examples.text(Examples.endingIn("sync-ftfw.conf").getFirst()))
            .sync()
            .orElseThrow();
    assertThat(sync.mode()).isEqualTo(new SyncMode.FtFw(131072, 300, false, true));
    assertThat(sync.links()).hasSize(1).first().isInstanceOf(Link.Udp.class);
    assertThat(sync.links().getFirst().networkInterface()).contains("eth2");
    assertThat(sync.expectations().covers("ftp")).isTrue();
  }
}
