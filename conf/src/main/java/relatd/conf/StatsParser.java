// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// Section Stats.
final class StatsParser {

  private final Reading reading;
  private final LogFileParser logFile;
  private final SyslogParser syslog;

  StatsParser(Reading reading, SyslogParser syslog) {
    this.reading = reading;
    this.logFile = new LogFileParser(reading, Stats.DEFAULT_LOG_FILE, "stats ");
    this.syslog = syslog;
  }

  void parse(Token section) {
    reading.block().on("LogFile", logFile::parse).on("Syslog", syslog::parseStats).braces();
  }

  Stats stats() {
    return new Stats(logFile.path(), syslog.statsOn());
  }
}
