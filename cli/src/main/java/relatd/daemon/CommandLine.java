// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.List;
import java.util.Optional;

/// conntrackd's command line, as conntrackd(8) 1.4.7 reads it: only the second character of an
/// argument counts, there are no clusters and no long options, table words may be shortened. Better
/// than the original: `all` is a table word, and junk ends with 1.
///
/// @param action what to do
/// @param configFile the last `-C`
/// @param warnings lines to be said first, as warnings
/// @param error what is wrong; then nothing is done
/// @param showUsage whether the usage text comes before the error
record CommandLine(
    Action action,
    Optional<Request> request,
    String configFile,
    List<String> warnings,
    Optional<String> error,
    boolean showUsage) {

  static final String DEFAULT_CONFIG = "/etc/conntrackd/conntrackd.conf";

  enum Action {
    /// Run in the foreground.
    CONSOLE,
    DAEMON,
    CLIENT,
    HELP,
    VERSION,
    /// Say the error and end.
    REFUSE
  }

  static CommandLine parse(List<String> args) {
    return new CommandLineScanner(args).scan();
  }
}
