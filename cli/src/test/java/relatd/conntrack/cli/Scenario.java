// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Recordings in the order in which they were made, and the commands that made their state
/// (`scenarios.txt` in a folder of testdata/cli).
///
/// @param steps names of recordings, and commands of the shell behind `! `
record Scenario(String name, List<String> steps) {

  /// @param folder below testdata/cli
  static List<Scenario> all(String folder) {
    Path file = Path.of(System.getProperty("relatd.testdata"), "cli", folder, "scenarios.txt");
    List<Scenario> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("scenario ")) {
          all.add(new Scenario(line.substring(9), new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          all.getLast().steps().add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
