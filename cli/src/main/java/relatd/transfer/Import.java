// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import relatd.text.EntryReader;
import relatd.text.JsonException;

/// Reads JSON lines and brings their entries to a target. A line that makes no sense is said and
/// passed over; the others arrive.
public final class Import {
  private static final int LONGEST_LINE = 64 * 1024;

  private final Rewriting rewriting;
  private final Target target;
  private final PrintStream err;
  private long wrong;

  public Import(Rewriting rewriting, Target target, PrintStream err) {
    this.rewriting = rewriting;
    this.target = target;
    this.err = err;
  }

  /// How a line of complaint begins.
  public static String place(int line) {
    return line == 0 ? "relatd import: " : "relatd import: line " + line + ": ";
  }

  /// @return the exit status: 1 when something did not arrive
  /// @throws IOException when the lines cannot be read
  public int run(BufferedReader lines) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        take(line, number);
      }
    }
    target.finish();
    long failed = wrong + target.refused();
    err.println(
        "relatd import: %d conntracks, %d expectations, %d failed"
            .formatted(target.conntracks(), target.expectations(), failed));
    return failed == 0 ? 0 : 1;
  }

  private void take(String line, int number) {
    try {
      if (line.length() > LONGEST_LINE) {
        throw new JsonException("the line is longer than " + LONGEST_LINE + " characters");
      }
      switch (EntryReader.read(line)) {
        case EntryReader.Entry.OfConntrack(var entry) -> target.add(rewriting.of(entry), number);
        case EntryReader.Entry.OfExpectation(var entry) -> target.add(rewriting.of(entry), number);
      }
    } catch (JsonException bad) {
      wrong++;
      err.println(place(number) + bad.getMessage());
    }
  }
}
