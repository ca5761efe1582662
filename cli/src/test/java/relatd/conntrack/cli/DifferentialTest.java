// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random tables and random option lines: both programs, each in a namespace of its own that came
/// the same way, say the same and leave the same table. A failure names its seed and its lines.
@Tag("kernel")
class DifferentialTest {
  private static final int COMMANDS = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sayTheSameAndLeaveTheSame(long seed) {
    Programs.requireDebian();
    Programs programs = new Programs(folder);
    RandomCommands random = new RandomCommands(seed);
    try (InNamespace ours = InNamespace.open();
        InNamespace debians = InNamespace.open()) {
      List<String> history = new ArrayList<>();
      for (int i = 0; i < COMMANDS; i++) {
        List<String> words = random.next();
        history.add(String.join(" ", words));
        Run mine = withoutMarks(ours.call(() -> programs.ours(words, "")).normalised());
        Run original = debians.call(() -> programs.debian(words, "")).normalised();
        if (original.status() != -1) { // it crashes at times
          assertThat(mine).as("seed %d: %s", seed, history).isEqualTo(original);
        }
        String left = ours.call(RandomCommands::table);
        assertThat(left)
            .as("seed %d: what is left of %s", seed, history)
            .isEqualTo(debians.call(RandomCommands::table));
      }
    }
  }

  /// That a mark is saved, too, is on purpose.
  private static Run withoutMarks(Run run) {
    return new Run(run.status(), run.out().replaceAll("(?m)^(-[AD] .*?) -m \\d+", "$1"), run.err());
  }
}
