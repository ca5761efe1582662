// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.List;

/// The daemon cannot start. Its lines go to the log one by one: first the original's where it has
/// one, which scripts may look for, then what is really wrong and what to do.
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  StartFailure(String... lines) {
    super(String.join("; ", lines), null, false, false);
    this.lines = List.of(lines);
  }

  List<String> lines() {
    return lines;
  }
}
