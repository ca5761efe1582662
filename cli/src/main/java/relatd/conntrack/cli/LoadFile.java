// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `-R FILE`: a command line on each line. All are read before the first is obeyed.
final class LoadFile {
  private static final int MAX_WORDS = 254;
  private static final int MAX_WORD = 1_023;

  private LoadFile() {}

  /// @param name `-` for stdin
  static List<CommandLine> read(String name, Surroundings surroundings, Report report) {
    List<CommandLine> lines = new ArrayList<>();
    for (String text : text(name, surroundings).split("\n")) {
      String command = text.strip();
      if (command.isEmpty() || command.startsWith("#")) {
        continue;
      }
      lines.add(CommandLineParser.parse(words(command), surroundings, report.err()));
    }
    lines.forEach(LoadFile::requireAllowed);
    return lines;
  }

  /// A folder reads as nothing, as in 1.4.7.
  private static String text(String name, Surroundings surroundings) {
    try (InputStream in =
        name.equals("-") ? surroundings.in() : Files.newInputStream(Path.of(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException unreadable) {
      if (!name.equals("-") && Files.isDirectory(Path.of(name))) {
        return "";
      }
      throw new UsageException("Failed to open file " + name + " for reading");
    }
  }

  private static void requireAllowed(CommandLine line) {
    if (line.command == null) {
      throw new UsageException("Cannot use command `unknown' with --load-file");
    }
    boolean allowed =
        line.table == Table.CONNTRACK
            && switch (line.command) {
              case CREATE, ADD, UPDATE, DELETE, FLUSH -> true;
              default -> false;
            };
    if (!allowed) {
      String table = line.table == Table.CONNTRACK ? "" : " " + line.table.word();
      throw new UsageException(
          "Cannot use command `-" + line.command.letter() + table + "' with --load-file");
    }
  }

  /// Blanks and tabs separate; quotes group, in them a backslash takes the next character as it is.
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
        begun = end(words, word, begun);
      } else {
        boolean escaped = quoted && c == '\\' && i + 1 < command.length();
        word.append(escaped ? command.charAt(++i) : c);
        begun = true;
      }
      if (word.length() > MAX_WORD) {
        throw new UsageException("Parameter too long!");
      }
    }
    end(words, word, begun);
    return words;
  }

  private static boolean end(List<String> words, StringBuilder word, boolean begun) {
    if (begun) {
      if (words.size() == MAX_WORDS) {
        throw new UsageException("too many arguments");
      }
      words.add(word.toString());
      word.setLength(0);
    }
    return false;
  }
}
