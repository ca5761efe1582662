// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import relatd.daemon.Conntrackd;
import relatd.nfct.cli.Nfct;
import relatd.tool.Relatd;

/// What a program ended with. Log lines have lost their time and process number.
public record Outcome(int status, String out, String err) {
  /// An entry point: what `main` calls.
  @FunctionalInterface
  private interface Face {
    int run(PrintStream out, PrintStream err);
  }

  public static Outcome ofConntrackd(String... args) {
    return of((out, err) -> new Conntrackd(out, err).run(List.of(args)));
  }

  public static Outcome ofNfct(String... args) {
    return of((out, err) -> new Nfct(out, err).run(List.of(args)));
  }

  public static Outcome ofRelatd(String... args) {
    return of((out, err) -> new Relatd(out, err).run(List.of(args)));
  }

  private static Outcome of(Face face) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status;
    try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      status = face.run(outStream, errStream);
    }
    return new Outcome(
        status,
        Transcript.unstamped(out.toString(StandardCharsets.UTF_8)),
        Transcript.unstamped(err.toString(StandardCharsets.UTF_8)));
  }

  public List<String> errLines() {
    return err.lines().toList();
  }

  public List<String> outLines() {
    return out.lines().toList();
  }
}
