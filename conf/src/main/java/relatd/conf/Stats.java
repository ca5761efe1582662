// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;

/// Section Stats: this daemon writes a line for each connection that ends.
///
/// @param logFile where to; empty is nowhere
/// @param syslog whether they go to syslog too, under General's facility (`user` when it has none)
public record Stats(Optional<String> logFile, boolean syslog) {

  public static final String DEFAULT_LOG_FILE = "/var/log/conntrackd-stats.log";
}
