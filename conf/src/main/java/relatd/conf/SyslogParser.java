// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;
import relatd.conf.Token.Kind;

/// `Syslog` of General and of Stats. They are one class because each looks at the other: the two
/// facilities are compared whenever a facility is named, never after `on`.
final class SyslogParser {

  private final Reading reading;
  private Optional<Facility> general = Optional.empty();
  private Optional<Facility> stats = Optional.empty();

  SyslogParser(Reading reading) {
    this.reading = reading;
  }

  /// General's facility; empty is off.
  Optional<Facility> general() {
    return general;
  }

  boolean statsOn() {
    return stats.isPresent();
  }

  void parseGeneral(Token keyword) {
    if (isFacility()) {
      Token word = reading.cursor().next();
      Optional<Facility> named = known(word, "");
      general = named.or(() -> general);
      named.ifPresent(_ -> compare(word));
    } else {
      general = onOff();
    }
  }

  void parseStats(Token keyword) {
    if (isFacility()) {
      Token word = reading.cursor().next();
      Optional<Facility> named = known(word, ".");
      stats = named.or(() -> stats);
      named.ifPresent(_ -> compare(word));
    } else {
      stats = onOff();
    }
  }

  private boolean isFacility() {
    return reading.cursor().nextIs(Kind.STRING);
  }

  private Optional<Facility> onOff() {
    Cursor cursor = reading.cursor();
    if (!cursor.nextIs(Kind.TRUE) && !cursor.nextIs(Kind.FALSE)) {
      throw cursor.fail("on, off or a facility: daemon, local0 to local7");
    }
    return cursor.bool() ? Optional.of(Facility.DAEMON) : Optional.empty();
  }

  private Optional<Facility> known(Token word, String fullStop) {
    Optional<Facility> facility = Facility.of(word.text());
    if (facility.isEmpty()) {
      reading
          .problems()
          .warning(
              word,
              "'%s' is no syslog facility (on, off, daemon, local0 to local7): Syslog stays as it was"
                  .formatted(ProblemLog.quote(word.text())),
              "'%s' is not a known syslog facility, ignoring%s"
                  .formatted(ProblemLog.quote(word.text()), fullStop));
    }
    return facility;
  }

  private void compare(Token word) {
    if (general.isPresent() && stats.isPresent() && !general.equals(stats)) {
      reading
          .problems()
          .warning(
              word,
              "Stats uses General's syslog facility, which is another one",
              "conflicting Syslog facility values, defaulting to General");
    }
  }
}
