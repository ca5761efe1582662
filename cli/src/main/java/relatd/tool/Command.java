// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.util.List;

/// A subcommand of `relatd`.
interface Command {
  /// @param args what follows the subcommand's name
  /// @return the exit status
  /// @throws UsageException when the arguments make no sense
  int run(List<String> args);
}
