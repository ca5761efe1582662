// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import relatd.conntrack.Labels;
import relatd.text.LabelNames;

/// connlabel.conf: lines `NUMBER NAME`, `#` comments; of names and numbers the first definition
/// counts. Names consist of letters, digits, blanks and `-`.
final class LabelMap {
  private final Map<String, Integer> bits = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();

  private LabelMap() {}

  /// A missing file is an empty map, and a line on stderr.
  static LabelMap load(Path file, PrintStream err) {
    LabelMap map = new LabelMap();
    try {
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
        map.take(line);
      }
    } catch (IOException missing) {
      err.println("nfct_labelmap_new: " + reason(file));
    }
    return map;
  }

  /// As [#load], for whoever can do without.
  static LabelMap loadIfThere(Path file, PrintStream err) {
    return Files.isReadable(file) ? load(file, err) : new LabelMap();
  }

  private static String reason(Path file) {
    return Files.exists(file) ? "Permission denied" : "No such file or directory";
  }

  private void take(String line) {
    String text = line.strip();
    int blank = 0;
    while (blank < text.length() && Character.isDigit(text.charAt(blank))) {
      blank++;
    }
    if (blank == 0 || blank > 4 || blank == text.length()) {
      return;
    }
    int bit = Integer.parseInt(text.substring(0, blank));
    String name = text.substring(blank).strip();
    if (bit < Labels.BITS && isName(name)) {
      names.putIfAbsent(bit, name);
      bits.putIfAbsent(name, bit);
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && c != ' ' && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  LabelNames names() {
    return LabelNames.of(names);
  }

  /// The bits that a list of names means.
  Labels parse(String list) {
    Labels labels = Labels.NONE;
    for (String name : list.split(",", -1)) {
      Integer bit = bits.get(name);
      if (bit == null) {
        throw new UsageException("unknown label '" + name + "'");
      }
      labels = labels.with(bit);
    }
    return labels;
  }
}
