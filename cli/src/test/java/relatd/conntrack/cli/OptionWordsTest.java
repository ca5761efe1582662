// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.ManPage;

/// The manual and the completion know the words of the option tables, and no others.
class OptionWordsTest {
  private static final Pattern WORD = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z0-9-]*");

  /// What no help shows: digits and brackets are keys of the tables alone.
  static TreeSet<String> words() {
    TreeSet<String> words = new TreeSet<>(Stream.of("-R", "--load-file").toList());
    for (Command command : Command.values()) {
      words.add("-" + command.letter());
      words.add("--" + command.longName());
    }
    for (Option option : Option.values()) {
      if (Character.isLetter(option.key())) {
        words.add("-" + option.key());
      }
      Stream.of(option.names()).forEach(name -> words.add("--" + name));
    }
    for (int protocol = 0; protocol < 256; protocol++) {
      ProtocolOptions options = ProtocolOptions.of(protocol);
      for (ProtocolOption option : ProtocolOption.values()) {
        Stream.of(options.names(option)).forEach(name -> words.add("--" + name));
      }
    }
    return words;
  }

  @Test
  void theManualHasThem() {
    assertThat(new TreeSet<>(ManPage.names("conntrack.8", "-")))
        .isEqualTo(words())
        .hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash/conntrack", "zsh/_conntrack"})
  void theCompletionHasThem(String file) throws Exception {
    String text = Files.readString(ManPage.folder().resolve("../../conf/completion/" + file));
    TreeSet<String> found = new TreeSet<>();
    WORD.matcher(text).results().forEach(word -> found.add(word.group()));
    TreeSet<String> missing = words();
    missing.removeAll(found);
    assertThat(missing).as("missing").isEmpty();
    found.removeIf(word -> !word.startsWith("--"));
    found.removeAll(words());
    assertThat(found).as("not ours").isEmpty();
  }
}
