// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import relatd.conf.Token.Kind;

/// `Mode ... { ... }` and the timeouts, which older files have directly in Sync. Several modes can
/// be given: FTFW goes before ALARM before NOTRACK; their values are shared.
final class ModeParser {

  private enum Name {
    FTFW,
    ALARM,
    NOTRACK
  }

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final Set<Name> given = EnumSet.noneOf(Name.class);

  private int resendQueueSize;
  private int ackWindowSize;
  private int refreshTime;
  private int cacheTimeout;
  private int commitTimeout;
  private int purgeTimeout;
  private boolean disableInternalCache;
  private boolean disableExternalCache;
  private boolean startupResync;
  private Token commitTimeoutGiven;

  ModeParser(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  void parse(Token keyword) {
    Token word = cursor.take(Kind.MODE, "FTFW, ALARM or NOTRACK");
    Name name =
        switch (word.text().toLowerCase(Locale.ROOT)) {
          case "alarm", "persistent" -> Name.ALARM;
          case "ftfw", "nack" -> Name.FTFW;
          default -> Name.NOTRACK;
        };
    Block block = commonClauses(reading.block());
    switch (name) {
      case FTFW -> ftfwClauses(block);
      case ALARM -> alarmClauses(block);
      case NOTRACK -> notrackClauses(block);
    }
    block.braces();
    given.add(name);
    if (given.size() > 1) {
      problems.ownWarning(keyword, "several modes are given; the daemon runs " + chosen());
    }
  }

  /// The clauses that are legal in Sync itself.
  Block legacyClauses(Block block) {
    return alarmClauses(commonClauses(block));
  }

  boolean isGiven() {
    return !given.isEmpty();
  }

  SyncMode mode() {
    return switch (chosen()) {
      case FTFW ->
          new SyncMode.FtFw(
              or(resendQueueSize, SyncMode.FtFw.DEFAULT_RESEND_QUEUE_SIZE),
              or(ackWindowSize, SyncMode.FtFw.DEFAULT_ACK_WINDOW_SIZE),
              disableExternalCache,
              startupResync);
      case ALARM ->
          new SyncMode.Alarm(
              or(refreshTime, SyncMode.Alarm.DEFAULT_REFRESH_TIME),
              or(cacheTimeout, SyncMode.Alarm.DEFAULT_CACHE_TIMEOUT));
      case NOTRACK ->
          new SyncMode.Notrack(disableInternalCache, disableExternalCache, startupResync);
    };
  }

  /// Called once, at the end of the file: only then it is known what goes with what.
  OptionalInt commitTimeout() {
    if (commitTimeout != 0 && disableExternalCache) {
      problems.warning(
          commitTimeoutGiven,
          "CommitTimeout has no effect with DisableExternalCache on: nothing waits for a commit",
          "`CommitTimeout' can't be combined with `DisableExternalCache', ignoring this option. Fix"
              + " your configuration file.");
      return OptionalInt.empty();
    }
    return commitTimeout == 0 ? OptionalInt.empty() : OptionalInt.of(commitTimeout);
  }

  int purgeTimeout() {
    return or(purgeTimeout, Sync.DEFAULT_PURGE_TIMEOUT);
  }

  private Name chosen() {
    return given.stream().min(Enum::compareTo).orElse(Name.FTFW);
  }

  private static int or(int value, int standard) {
    return value == 0 ? standard : value;
  }

  private Block commonClauses(Block block) {
    return block
        .on("CommitTimeout", this::readCommitTimeout)
        .on("PurgeTimeout", _ -> purgeTimeout = cursor.number());
  }

  private void readCommitTimeout(Token keyword) {
    commitTimeoutGiven = keyword;
    commitTimeout = cursor.number();
  }

  private Block alarmClauses(Block block) {
    return block
        .on("RefreshTime", _ -> refreshTime = cursor.number())
        .on("CacheTimeout", _ -> cacheTimeout = cursor.number());
  }

  private void ftfwClauses(Block block) {
    block
        .on("ResendQueueSize", _ -> resendQueueSize = cursor.number())
        .on("ACKWindowSize", _ -> ackWindowSize = cursor.number());
    replicationClauses(block);
  }

  private void notrackClauses(Block block) {
    replicationClauses(block.on("DisableInternalCache", _ -> disableInternalCache = cursor.bool()));
  }

  private void replicationClauses(Block block) {
    block
        .on("DisableExternalCache", _ -> disableExternalCache = cursor.bool())
        .on("StartupResync", _ -> startupResync = cursor.bool());
  }
}
