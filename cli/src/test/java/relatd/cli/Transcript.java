// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// One recorded run of a C program of version 1.4.7. Times and process numbers are cut off its log
/// lines.
///
/// @param name file name without `.txt`
/// @param args the command without the program's name
/// @param status exit status
public record Transcript(String name, List<String> args, int status, String out, String err) {
  private static final String STAMP = "(?m)^\\[[A-Z][^\\]\\n]*\\] \\(pid=[0-9]+\\) ";

  /// @param folder below `testdata/cli`
  public static Transcript read(String folder, String name) {
    return read(folder(folder).resolve(name + ".txt"));
  }

  /// All whose names begin like this, sorted.
  public static List<Transcript> all(String folder, String begin) {
    try (Stream<Path> files = Files.list(folder(folder))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .sorted()
          .map(Transcript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines of a log without the part that varies.
  public static String unstamped(String stream) {
    return stream.replaceAll(STAMP, "");
  }

  private static Path folder(String name) {
    return Path.of(System.getProperty("relatd.testdata"), "cli", name);
  }

  private static Transcript read(Path file) {
    String all;
    try {
      all = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
    int out = all.indexOf("\n## stdout (");
    int err = all.indexOf("\n## stderr (");
    String exit = header(all, "exit", "0");
    return new Transcript(
        file.getFileName().toString().replace(".txt", ""),
        Stream.of(header(all, "command", "").split(" ")).skip(1).toList(),
        exit.startsWith("signal") ? -1 : Integer.parseInt(exit),
        unstamped(all.substring(all.indexOf('\n', out + 1) + 1, err + 1)),
        unstamped(all.substring(all.indexOf('\n', err + 1) + 1)));
  }

  private static String header(String all, String name, String otherwise) {
    int at = all.indexOf("## " + Objects.requireNonNull(name) + ": ");
    return at < 0 ? otherwise : all.substring(at + name.length() + 5, all.indexOf('\n', at));
  }

  @Override
  public String toString() {
    return name;
  }
}
