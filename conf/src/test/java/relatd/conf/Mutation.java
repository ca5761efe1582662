// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Seeded damage: words deleted, doubled, swapped with words from elsewhere, or invented.
final class Mutation {

  private static final Pattern WORD = Pattern.compile("#[^\\n]*\\n|\\s+|[^\\s#]+");
  private static final List<String> STRANGE =
      List.of(
          "{",
          "}",
          "\"",
          ";",
          "\u00e4",
          "\0",
          "-1",
          "+7",
          "99999999999999999999",
          "/",
          "/x}",
          "::",
          "1.2.3.4/33",
          "fe80::/64",
          "abcd",
          "persistent",
          "PERSISTENT",
          "Default {",
          "Bogus",
          " 0 ",
          "nack",
          "on",
          "NO",
          "#",
          "Default",
          "Option",
          "Option X 1 2",
          "Type",
          "0",
          "Mode",
          "Sync",
          "Stats",
          "local3",
          "\r\n",
          "10",
          "TCP",
          "Ignore",
          "1:2:3",
          "::1::2",
          "x".repeat(100));

  private Mutation() {}

  static String of(String text, int changes, Random random) {
    List<String> words = words(text);
    words.add("\n");
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(5)) {
        case 0 -> words.set(at, " ");
        case 1 -> words.add(at, words.get(at));
        case 2 -> words.add(at, STRANGE.get(random.nextInt(STRANGE.size())));
        case 3 -> words.set(at, words.get(random.nextInt(words.size())));
        default -> words.set(at, STRANGE.get(random.nextInt(STRANGE.size())));
      }
    }
    return String.join("", words);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
