// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import relatd.conntrack.Family;

/// The C program that reads the same messages with the C libraries (`src/main/c/parse.c`).
record PeerProgram(Path program) {
  private static final Map<String, String> STEPS =
      Map.of(
          "packet", "read the message, C",
          "connection", "read message and connection, C",
          "verdict", "the same, packet headers and verdict, C");

  List<Row> run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("relatd-messages");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    for (Family family : Family.values()) {
      Path file = folder.resolve(Report.name(family));
      Files.write(file, Parsing.message(family).toArray(ValueLayout.JAVA_BYTE));
      command.add(file.toString());
    }
    try {
      return rows(command);
    } finally {
      for (String file : command.subList(1, command.size())) {
        Files.delete(Path.of(file));
      }
      Files.delete(folder);
    }
  }

  private static List<Row> rows(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output.strip());
    }
    List<Row> rows = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split("\t");
      String family = Path.of(words[1]).getFileName().toString();
      List<Double> nanos =
          Arrays.stream(words).skip(2).map(Double::valueOf).collect(Collectors.toList());
      rows.add(new Row(STEPS.get(words[0]), family, 1, nanos, List.of()));
    }
    return rows;
  }
}
