// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conf.Token.Kind;

/// Section General. Repeated sections add up; of a repeated value the last counts.
final class GeneralParser {

  /// sockaddr_un.sun_path holds 108 bytes with the NUL, unix(7).
  private static final int LONGEST_SOCKET_PATH = 107;

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final LogFileParser logFile;
  private final SyslogParser syslog;
  private final NetlinkBufferParser netlink;
  private final SchedulerParser scheduler;
  private final FilterParser filter;

  private int hashSize;
  private int hashLimit;
  private String lockFile = General.DEFAULT_LOCK_FILE;
  private Optional<String> controlSocket = Optional.empty();
  private OptionalInt pollSeconds = OptionalInt.empty();
  private boolean systemd = true;

  GeneralParser(Reading reading, SyslogParser syslog) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
    this.logFile = new LogFileParser(reading, General.DEFAULT_LOG_FILE, "");
    this.syslog = syslog;
    this.netlink = new NetlinkBufferParser(reading);
    this.scheduler = new SchedulerParser(reading);
    this.filter = new FilterParser(reading);
  }

  void parse(Token section) {
    Block block = reading.block();
    netlink.addTo(block);
    block
        .on("HashSize", _ -> hashSize = cursor.number())
        .on("HashLimit", _ -> hashLimit = cursor.number())
        .on("LogFile", logFile::parse)
        .on("Syslog", syslog::parseGeneral)
        .on("LockFile", this::lockFile)
        .on("UNIX", this::unix)
        .on("PollSecs", this::pollSecs)
        .on("Nice", this::nice)
        .on("Scheduler", scheduler::parse)
        .on("Systemd", _ -> systemd = cursor.bool())
        .on("Filter", filter::parse)
        .braces();
  }

  General general() {
    return new General(
        hashSize == 0 ? General.DEFAULT_HASH_SIZE : hashSize,
        hashLimit == 0 ? General.DEFAULT_HASH_LIMIT : hashLimit,
        logFile.path(),
        syslog.general(),
        lockFile,
        controlSocket,
        netlink.buffer(),
        pollSeconds,
        scheduler.scheduler(),
        systemd,
        filter.filter());
  }

  private void lockFile(Token keyword) {
    Token path = cursor.path();
    lockFile = path.text();
    if (!reading.fits(path, LogFileParser.LONGEST_PATH)) {
      problems.error(
          path, "the path is longer than 256 bytes", "LockFile path is longer than 256 characters");
    }
  }

  private void unix(Token keyword) {
    reading.block().on("Path", this::socketPath).on("Backlog", this::backlog).braces();
  }

  private void socketPath(Token keyword) {
    Token path = cursor.path();
    controlSocket = Optional.of(path.text());
    if (!reading.fits(path, LONGEST_SOCKET_PATH)) {
      problems.error(
          path, "the path is longer than 107 bytes", "Path is longer than 107 characters");
    }
  }

  private void backlog(Token keyword) {
    cursor.number();
    problems.warning(
        keyword,
        "Backlog has no effect any more, remove it",
        "deprecated unix backlog configuration, ignoring.");
  }

  private void pollSecs(Token keyword) {
    Token token = cursor.take(Kind.NUMBER, "a number of seconds");
    if (token.atoi() == 0) {
      problems.error(token, "PollSecs must be at least 1 second", "`PollSecs' clause must be > 0");
    }
    pollSeconds = OptionalInt.of((int) Math.min(token.asLong(), Integer.MAX_VALUE));
  }

  private void nice(Token keyword) {
    cursor.take(Kind.SIGNED, "a number with a sign");
    problems.warning(
        keyword,
        "Nice has no effect any more, use the unit's Nice= or nice(1)",
        "deprecated nice configuration, ignoring. The nice value can be set externally with nice(1)"
            + " and renice(1).");
  }
}
