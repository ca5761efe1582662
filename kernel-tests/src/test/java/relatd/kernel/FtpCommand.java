// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import relatd.conntrack.Family;

/// The four ways of FTP to agree on a data connection (RFC 959, RFC 2428).
enum FtpCommand {
  PASV,
  EPSV,
  PORT,
  EPRT;

  /// True when the server opens the data connection.
  boolean active() {
    return this == PORT || this == EPRT;
  }

  /// PASV and PORT spell four decimal bytes: they know IPv4 only.
  boolean speaks(Family family) {
    return family == Family.INET || this == EPSV || this == EPRT;
  }
}
