// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;
import java.util.Optional;

/// What became of a file.
///
/// @param config there unless one of the problems is an error
/// @param problems in the order of the file, apart from those that need the whole of it
public record ConfigResult(String file, Optional<Config> config, List<Problem> problems) {

  public ConfigResult {
    problems = List.copyOf(problems);
  }

  /// Whether the daemon can start with it.
  public boolean accepted() {
    return config.isPresent();
  }

  /// 0 or 1, what `relatd check` and a refused `conntrackd` end with.
  public int exitStatus() {
    return accepted() ? 0 : 1;
  }
}
