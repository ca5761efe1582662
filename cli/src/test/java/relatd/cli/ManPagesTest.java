// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The manual says what the programs have, and nothing else; each entry has an example.
/// (conntrack's options: [relatd.conntrack.cli.OptionWordsTest]; keywords: conf's
/// KeywordsPageTest.)
class ManPagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"conntrack.8", "nfct.8", "conntrackd.8", "conntrackd.conf.5", "relatd.8"})
  void everyEntryHasAnExampleAndThePageNoFault(String page) {
    List<ManPage> entries = ManPage.read(page);
    assertThat(entries).hasSizeGreaterThan(9);
    assertThat(entries).allSatisfy(entry -> assertThat(entry.example()).isNotEmpty());
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "needs man (package man-db)");
    String file = ManPage.folder().resolve(page).toString();
    try (Program man =
        Program.command(Map.of("LC_ALL", "C"), List.of("man", "-l", "--warnings", file))) {
      Outcome outcome = man.outcome();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.outLines()).hasSizeGreaterThan(50);
    }
  }

  @Test
  void nfctsPageHasItsCommands() {
    List<String> told = new ArrayList<>();
    for (String line : Outcome.ofNfct("help").outLines()) {
      String[] words = line.strip().split(" ");
      if (line.startsWith("    ") || line.startsWith("  ") && words.length > 1) {
        told.add(words[0] + " " + words[1]);
      }
    }
    told.removeIf(line -> line.startsWith("With"));
    List<String> page =
        new ArrayList<>(ManPage.read("nfct.8").stream().map(e -> e.names().getFirst()).toList());
    page.removeAll(List.of("-o json", "help", "version"));
    assertThat(page).containsExactlyInAnyOrderElementsOf(told).hasSize(13);
  }

  @Test
  void relatdsPageHasItsCommands() {
    TreeSet<String> told = new TreeSet<>();
    for (String line : Outcome.ofRelatd("help").outLines()) {
      if (line.matches(" {8}[a-z]+.*") || line.matches(" {2}[a-z]+.*")) {
        told.add(line.strip().split(" ")[0]);
      }
    }
    TreeSet<String> page = new TreeSet<>();
    ManPage.read("relatd.8").forEach(entry -> page.add(entry.names().getFirst().split(" ")[0]));
    page.remove("help");
    assertThat(page).isEqualTo(told).contains("export", "import", "replay");
    assertThat(page)
        .allSatisfy(word ->
            assertThat(Outcome.ofRelatd(word, "--no-such-option").err())
                .doesNotContain("there is no command"));
  }

  /// The usage of 1.4.7 has every letter, and what is ours comes from the scanner's tables.
  @Test
  void conntrackdsPageHasItsOptions() {
    TreeSet<String> told = new TreeSet<>(List.of("-o"));
    for (String line : Outcome.ofConntrackd("-h").outLines()) {
      if (line.strip().startsWith("-")) {
        told.add(line.strip().substring(0, 2));
      }
    }
    assertThat(new TreeSet<>(ManPage.names("conntrackd.8", "-"))).isEqualTo(told).hasSize(17);
    List<String> words =
        ManPage.read("conntrackd.8").stream()
            .flatMap(entry -> entry.names().stream())
            .filter(name -> !name.startsWith("-"))
            .toList();
    assertThat(words)
        .allSatisfy(word ->
            assertThat(Outcome.ofConntrackd("-C", "/nonexistent", "-s", word).err())
                .doesNotContain("unknown parameter"));
    assertThat(words).hasSize(11);
  }
}
