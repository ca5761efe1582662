// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a row of a manifest of captures says a correct helper does.
///
/// ```
///  entries, with " | " or "; " between them
///  Fn + udp 10.0.0.1:* > 10.0.0.2:40000 [and :40001] [class 1] [PERMANENT] [nat(dir d, saved [a]:port ..., fn f)]
///  Fn the same with 51001
///  Fn - what is withdrawn[, + ...]    Fn ! what must not be expected    Fn = Fm again    none
/// ```
///
/// A `+` whose tuple is live already is a refresh: it says nothing of events. An entry without
/// class or function has those of the entry before it.
///
/// @param expected one line an event, as [ManifestTest] writes ours
/// @param functions whether the row names the kernel's functions
/// @param withdrawn frames at which something is withdrawn
/// @param refused frames at which something is not believed
record ManifestRow(
    String file,
    boolean functions,
    List<String> expected,
    Set<Integer> withdrawn,
    Set<Integer> refused) {
  private static final Pattern FRAME = Pattern.compile("F(\\d+) (.*)");
  private static final Pattern OFFER =
      Pattern.compile(
          "(?:and )?\\+? ?(tcp|udp) (\\S+) > (\\S+):(\\d+)(?: and :(\\d+))?(?: class (\\d))?( PERMANENT)?(?: nat\\(.*fn (\\S+)\\))?.*");
  private static final Pattern LAST_CLASS = Pattern.compile(" class (\\d)");
  private static final Pattern LAST_WORD = Pattern.compile(" (\\S+)$");

  /// @param line file and entries, a tab between them
  static ManifestRow parse(String line) {
    String[] columns = line.split("\t");
    ManifestRow row =
        new ManifestRow(
            columns[0],
            columns[1].contains(", fn "),
            new ArrayList<>(),
            new TreeSet<>(),
            new TreeSet<>());
    String before = "";
    for (String entry : columns[1].split(" \\| |; ")) {
      Matcher frame = FRAME.matcher(entry);
      if (frame.matches()) {
        before = row.add(Integer.parseInt(frame.group(1)), frame.group(2), before);
      } else if (!entry.startsWith("none") && !entry.startsWith("in open mode")) {
        throw new IllegalArgumentException(columns[0] + ": " + entry);
      }
    }
    return row;
  }

  /// @param before the last offer's text
  /// @return this offer's text, else the last one's
  private String add(int frame, String text, String before) {
    if (text.startsWith("the same with ")) {
      String port = text.substring("the same with ".length());
      String same = before.replaceAll(":\\d+ class", ":" + port + " class");
      return add(frame, same, before);
    }
    if (text.contains(" again")) {
      return before;
    }
    if (text.startsWith("! ")) {
      refused.add(frame);
      return before;
    }
    String offer = text;
    if (text.startsWith("- ")) {
      withdrawn.add(frame);
      int next = text.indexOf("+ ");
      offer = next < 0 ? "" : text.substring(next);
    }
    return offer.isEmpty() ? before : addOffer(frame, offer);
  }

  private String addOffer(int frame, String text) {
    Matcher offer = OFFER.matcher(text);
    if (!offer.matches()) {
      throw new IllegalArgumentException(file + ": " + text);
    }
    for (int group : new int[] {4, 5}) {
      if (offer.group(group) != null) {
        String line =
            "%s %s > %s:%s class %s%s%s"
                .formatted(
                    offer.group(1),
                    offer.group(2),
                    offer.group(3),
                    offer.group(group),
                    orLast(offer.group(6), LAST_CLASS),
                    offer.group(7) == null ? "" : " PERMANENT",
                    functions ? " " + orLast(offer.group(8), LAST_WORD) : "");
        if (expected.stream().noneMatch(old -> old.endsWith(" " + line) && isLive(old))) {
          expected.add("F" + frame + " " + line);
        }
      }
    }
    return text;
  }

  /// What an entry says, or what the last one said.
  private String orLast(String said, Pattern place) {
    if (said != null) {
      return said;
    }
    Matcher last = place.matcher(expected.getLast());
    return last.find() ? last.group(1) : "";
  }

  /// Of these protocols only PERMANENT ones are offered again while they live.
  private static boolean isLive(String line) {
    return line.contains(" PERMANENT");
  }
}
