// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Locale;
import java.util.Optional;

/// Syslog facilities that the configuration knows, syslog(3).
public enum Facility {
  DAEMON(3),
  LOCAL0(16),
  LOCAL1(17),
  LOCAL2(18),
  LOCAL3(19),
  LOCAL4(20),
  LOCAL5(21),
  LOCAL6(22),
  LOCAL7(23);

  private final int number;

  Facility(int number) {
    this.number = number;
  }

  /// RFC 5424, section 6.2.1.
  public int number() {
    return number;
  }

  /// As the configuration spells it: lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Facility> of(String word) {
    for (Facility facility : values()) {
      if (facility.word().equals(word)) {
        return Optional.of(facility);
      }
    }
    return Optional.empty();
  }
}
