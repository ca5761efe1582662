// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// conntrackd.conf(5) has every keyword and every option of helpers, and no other.
class KeywordsPageTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\.TP\\n(.*)$");
  private static final Pattern BOLD = Pattern.compile("\\\\fB(.+?)\\\\fR");

  @Test
  void theManualHasEveryKeyword() throws Exception {
    String text =
        Files.readString(
            Path.of(System.getProperty("relatd.testdata"), "../docs/man/conntrackd.conf.5"));
    TreeSet<String> page = new TreeSet<>();
    ENTRY
        .matcher(text)
        .results()
        .forEach(entry ->
            BOLD.matcher(entry.group(1)).results().forEach(bold -> page.add(bold.group(1))));
    TreeSet<String> words = new TreeSet<>(Keywords.ALL);
    words.addAll(OptionKind.names());
    words.addAll(List.of("Option"));
    assertThat(page).isEqualTo(words).hasSizeGreaterThan(100);
  }
}
