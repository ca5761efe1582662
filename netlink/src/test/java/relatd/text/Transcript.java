// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What conntrack(8) 1.4.7 printed, recorded byte for byte (testdata/golden).
///
/// @param lines standard output
record Transcript(String name, String command, List<String> lines, OutputStyle style) {
  private static final Path ROOT = Path.of(System.getProperty("relatd.testdata"), "golden");
  private static final Pattern OUTPUT = Pattern.compile(" -o ([a-z,]+)");
  private static final Pattern LABEL = Pattern.compile("\\| (\\d+) (.+)");

  static List<Transcript> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(p -> p.toString().endsWith(".txt"))
          .sorted()
          .map(Transcript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transcript read(Path path) {
    try {
      String name = ROOT.relativize(path).toString();
      return parse(name, Files.readString(path).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Transcript parse(String name, List<String> all) {
    String command = all.getFirst().replace("## command: ", "");
    Map<Integer, String> labels = new HashMap<>();
    List<String> lines = new ArrayList<>();
    boolean output = false;
    for (String line : all) {
      Matcher label = LABEL.matcher(line);
      if (line.startsWith("## ")) {
        output = line.startsWith("## stdout");
      } else if (output) {
        lines.add(line);
      } else if (label.matches()) {
        labels.put(Integer.valueOf(label.group(1)), label.group(2));
      }
    }
    OutputStyle style = new OutputStyle(options(command), LabelNames.of(labels), ZoneOffset.UTC);
    return new Transcript(name, command, List.copyOf(lines), style);
  }

  private static Set<OutputOption> options(String command) {
    Set<OutputOption> options = EnumSet.noneOf(OutputOption.class);
    // Whoever filters or changes labels sees them.
    if (command.matches(".* (-l|--label.*) .*")) {
      options.add(OutputOption.LABELS);
    }
    Matcher output = OUTPUT.matcher(command);
    while (output.find()) {
      for (String word : output.group(1).split(",")) {
        Stream.of(OutputOption.values())
            .filter(o -> o.name().toLowerCase(Locale.ROOT).startsWith(word))
            .forEach(options::add);
      }
    }
    return options;
  }

  boolean isXml() {
    return !lines.isEmpty() && lines.getFirst().startsWith("<");
  }

  @Override
  public String toString() {
    return name + ": " + command;
  }
}
