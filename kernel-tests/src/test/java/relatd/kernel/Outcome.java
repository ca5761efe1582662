// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// What became of a command: its exit status and everything that it printed.
record Outcome(List<String> command, int exitCode, String out, String err) {

  boolean ok() {
    return exitCode == 0;
  }

  /// This outcome of a command that has to work, or an error that shows what it said instead.
  Outcome orFail() {
    if (!ok()) {
      throw new AssertionError(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "`%s` ended with %d\n%s%s".formatted(String.join(" ", command), exitCode, out, err);
  }
}
