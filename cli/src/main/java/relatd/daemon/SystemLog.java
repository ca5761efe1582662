// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.Optional;
import relatd.conf.Facility;

/// syslog(3), with conntrackd's ident and the configured facility.
final class SystemLog implements Syslog {
  private static final String IDENT = "conntrack-tools";
  private static final int USER = 1;

  private final ColdServices cold;
  private final int facility;

  /// @param facility empty for `user`
  SystemLog(ColdServices cold, Optional<Facility> facility) {
    this.cold = cold;
    this.facility = facility.map(Facility::number).orElse(USER) << 3;
    cold.submit(posix -> posix.openLog(IDENT, this.facility));
  }

  @Override
  public void write(int severity, String text) {
    cold.submit(posix -> posix.log(facility | severity, text));
  }
}
