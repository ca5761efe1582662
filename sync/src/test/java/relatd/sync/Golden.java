// SPDX-License-Identifier: Apache-2.0
package relatd.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What conntrackd 1.4.7 printed: `testdata/cli/conntrackd/NAME.txt`.
public final class Golden {
  private Golden() {}

  /// The bytes of standard output.
  public static String out(String name) {
    Path file = Path.of(System.getProperty("relatd.testdata"), "cli", "conntrackd", name + ".txt");
    try {
      String all = Files.readString(file);
      int out = all.indexOf("\n## stdout (");
      int err = all.indexOf("\n## stderr (");
      return all.substring(all.indexOf('\n', out + 1) + 1, err + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(String name) {
    return out(name).lines().toList();
  }

  /// Lines in an order of their own, with N for what differs from run to run.
  public static List<String> comparable(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("\\[active since \\d+s\\]", "[active since Ns]"))
        .map(line -> line.replaceAll("\\[expires in \\d+s\\]", "[expires in Ns]"))
        .map(line -> line.replaceAll("<id>\\d+</id>", "<id>N</id>"))
        .sorted()
        .toList();
  }
}
