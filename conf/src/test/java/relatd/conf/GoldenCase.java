// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One recorded run of conntrackd 1.4.7. Times and process numbers are cut off its lines.
///
/// @param name file name without `.txt`
/// @param text the configuration it was given
record GoldenCase(
    String name, String command, String text, int exit, String stdout, String stderr) {

  private static final String STAMP = "(?m)^\\[[^\\]\\n]*\\] \\(pid=[0-9]+\\) ";
  private static final String NO_SOCKET =
      "[ERROR] can't connect: is conntrackd running? appropriate permissions?\n";

  static Stream<GoldenCase> all() {
    Path folder = Path.of(System.getProperty("relatd.testdata"), "conf", "golden");
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(GoldenCase::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(Path file) {
    String all;
    try {
      all = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int out = all.indexOf("\n## stdout (");
    int err = all.indexOf("\n## stderr (");
    List<String> text = new ArrayList<>();
    for (String line : all.substring(0, out).split("\n", -1)) {
      if (line.startsWith("|")) {
        text.add(line.substring(Math.min(2, line.length())));
      }
    }
    return new GoldenCase(
        file.getFileName().toString().replace(".txt", ""),
        header(all, "command"),
        String.join("\n", text),
        Integer.parseInt(header(all, "exit")),
        unstamped(all.substring(all.indexOf('\n', out + 1) + 1, Math.max(err + 1, 0))),
        unstamped(all.substring(all.indexOf('\n', err + 1) + 1)));
  }

  private static String header(String all, String name) {
    int from = all.indexOf("## " + name + ": ") + name.length() + 5;
    return all.substring(from, all.indexOf('\n', from));
  }

  private static String unstamped(String stream) {
    return stream.replaceAll(STAMP, "");
  }

  /// The client run ends in a failed connect when the file was accepted.
  boolean isClient() {
    return command.endsWith(" -s");
  }

  boolean accepted() {
    return !isClient() || stderr.endsWith(NO_SOCKET);
  }

  /// What was printed while the file was read.
  String messages() {
    return stderr.replace(NO_SOCKET, "");
  }

  @Override
  public String toString() {
    return name;
  }
}
