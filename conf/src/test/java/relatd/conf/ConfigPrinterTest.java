// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigPrinterTest {

  static Stream<GoldenCase> acceptedRecordings() {
    return GoldenCase.all().filter(golden -> TestMachine.parse(golden.text()).accepted());
  }

  @ParameterizedTest
  @MethodSource("acceptedRecordings")
  void readsBackWhatItPrints(GoldenCase golden) {
    Config config = TestMachine.accepted(golden.text());
    assertThat(TestMachine.accepted(ConfigPrinter.print(config))).isEqualTo(config);
  }

  /// Every accepted mutant of an example is a configuration that nobody thought of.
  @Test
  void readsBackMutants() {
    long seed = 20261121;
    Random random = new Random(seed);
    List<String> texts = Examples.texts();
    int accepted = 0;
    for (int i = 0; i < 6000; i++) {
      String text = Mutation.of(texts.get(i % texts.size()), 1 + random.nextInt(4), random);
      Optional<Config> config = TestMachine.parse(text).config();
      if (config.isPresent()) {
        accepted++;
        String printed = ConfigPrinter.print(config.get());
        assertThat(TestMachine.parse(printed).config())
            .as("seed %d, mutant %d:%n%s%nprinted as%n%s", seed, i, text, printed)
            .isEqualTo(config);
      }
    }
    assertThat(accepted).as("mutants that were accepted").isGreaterThan(500);
  }

  @Test
  void spellsDefaultsOut() {
    String printed = ConfigPrinter.print(TestMachine.accepted("Helper { Type rpc inet udp { } }"));
    assertThat(printed)
        .contains("\tHashSize 65536\n", "\tLockFile /var/lock/conntrackd.lock\n")
        .contains("# PollSecs is not set")
        .contains("\tSetup off\n\tType rpc inet udp {\n\t\tQueueNum 0\n")
        .contains("\t\tPolicy rpc {\n\t\t\tExpectMax 16\n\t\t\tExpectTimeout 300\n\t\t}\n");
  }
}
