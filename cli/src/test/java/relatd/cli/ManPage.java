// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The entries of a page in docs/man: a line of names in bold, a text, an example.
///
/// @param names words in bold, without commas
/// @param body everything below
public record ManPage(List<String> names, String body) {
  private static final Pattern BOLD = Pattern.compile("\\\\fB(.+?)\\\\fR");

  public static Path folder() {
    return Path.of(System.getProperty("relatd.testdata"), "..", "docs", "man");
  }

  public static List<ManPage> read(String page) {
    String text;
    try {
      text = Files.readString(folder().resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<ManPage> entries = new ArrayList<>();
    String[] parts = text.split("\\n\\.TP\\n");
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].split("\\n\\.S[HS] ")[0];
      int end = part.indexOf('\n');
      List<String> names =
          BOLD.matcher(part.substring(0, end))
              .results()
              .map(bold -> bold.group(1).replace("\\-", "-"))
              .toList();
      entries.add(new ManPage(names, part.substring(end + 1)));
    }
    return entries;
  }

  /// Every name of a page that begins like this.
  public static List<String> names(String page, String begin) {
    return read(page).stream()
        .flatMap(entry -> entry.names().stream())
        .filter(name -> name.startsWith(begin))
        .toList();
  }

  /// The last line in bold.
  public String example() {
    int bold = body.lastIndexOf("\n.B ");
    return bold < 0 ? "" : body.substring(bold + 4).strip().replace("\\-", "-");
  }
}
