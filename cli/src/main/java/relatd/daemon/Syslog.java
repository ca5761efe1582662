// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// The system's log, as far as the daemon needs it.
@FunctionalInterface
interface Syslog {
  /// @param severity RFC 5424, section 6.2.1: 3 error, 4 warning, 5 notice, 6 info
  void write(int severity, String text);
}
