// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/// One recorded run of conntrack 1.4.7 (testdata/golden).
///
/// @param command as a shell reads it
/// @param status empty when a signal ended it
/// @param input what it read from stdin
/// @param files their text by name
record Recording(
    String name, String command, String status, String input, Map<String, String> files, Run run) {
  private static final String TESTDATA = System.getProperty("relatd.testdata");

  static Recording read(String name) {
    return read(Path.of(TESTDATA, "golden", "conntrack", name + ".txt"));
  }

  /// What ours says where that is another on purpose.
  static Path deliberate(String name) {
    return Path.of(TESTDATA, "cli", "conntrack", "ours", name + ".txt");
  }

  static Recording read(Path path) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int out = text.indexOf("\n## stdout (");
    int err = text.indexOf("\n## stderr (");
    String header = text.substring(0, out + 1);
    String exit = field(header, "exit");
    return new Recording(
        path.getFileName().toString().replace(".txt", ""),
        field(header, "command"),
        exit,
        block(header, "## stdin:\n"),
        files(header),
        new Run(
            exit.startsWith("signal") ? -1 : Integer.parseInt(exit),
            text.substring(text.indexOf('\n', out + 1) + 1, err + 1),
            text.substring(text.indexOf('\n', err + 1) + 1)));
  }

  /// With the traffic of a router: ours is the recording's and the living original's, or what is
  /// kept as deliberate.
  static void compareTraffic(String name, Run ours, Run living, SoftAssertions all) {
    Path deliberate = deliberate(name);
    Run recorded = read(name).run().ofTraffic();
    Run mine = ours.ofTraffic();
    if (Files.exists(deliberate)) {
      all.assertThat(mine).as(name).isEqualTo(read(deliberate).run().ofTraffic());
      all.assertThat(mine).as(name + " differs on purpose").isNotEqualTo(recorded);
      return;
    }
    if (Boolean.getBoolean("relatd.test.keep") && !mine.equals(recorded)) {
      GoldenScenarioTest.keep(deliberate, read(name), mine);
      return;
    }
    all.assertThat(mine).as("recorded " + name).isEqualTo(recorded);
    all.assertThat(mine).as("living " + name).isEqualTo(living.ofTraffic());
  }

  private static String field(String header, String name) {
    int at = header.indexOf("## " + name + ": ");
    return at < 0 ? "" : header.substring(at + name.length() + 5, header.indexOf('\n', at));
  }

  private static Map<String, String> files(String header) {
    Map<String, String> files = new LinkedHashMap<>();
    String mark = "## file ";
    for (int at = header.indexOf(mark); at >= 0; at = header.indexOf(mark, at + 1)) {
      String title = header.substring(at, header.indexOf('\n', at) + 1);
      files.put(title.substring(mark.length()).replace(":\n", ""), block(header, title));
    }
    return files;
  }

  /// Lines behind a title, each behind `| `.
  private static String block(String header, String title) {
    StringBuilder text = new StringBuilder();
    int at = header.indexOf(title);
    if (at < 0) {
      return "";
    }
    at += title.length();
    while (header.startsWith("| ", at)) {
      int end = header.indexOf('\n', at);
      text.append(header, at + 2, end + 1);
      at = end + 1;
    }
    return text.toString();
  }

  /// Whether it is one plain run of conntrack; else a shell has to make it.
  boolean isPlain() {
    return command.matches("conntrack( .*)?") && !command.contains("|") && !command.contains(";");
  }

  /// The words behind `conntrack`, quotes removed.
  List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (command + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words.subList(1, words.size());
  }

  @Override
  public String toString() {
    return name;
  }
}
