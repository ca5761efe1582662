// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;

/// A whole file: sections in any order, repeated ones add up.
final class FileParser {

  private final Reading reading;
  private final ProblemLog problems;
  private final SyslogParser syslog;
  private final GeneralParser general;
  private final SyncParser sync;
  private final StatsParser stats;
  private final HelperParser helper;
  private boolean hasSync;
  private boolean hasStats;
  private boolean hasHelper;

  FileParser(Reading reading, KnownHelpers known) {
    this.reading = reading;
    this.problems = reading.problems();
    this.syslog = new SyslogParser(reading);
    this.general = new GeneralParser(reading, syslog);
    this.sync = new SyncParser(reading);
    this.stats = new StatsParser(reading, syslog);
    this.helper = new HelperParser(reading, known);
  }

  /// Empty when the file is refused; the problems say why.
  Optional<Config> parse() {
    try {
      reading
          .block()
          .on("General", general::parse)
          .on("Sync", this::sync)
          .on("Stats", this::stats)
          .on("Helper", this::helper)
          .wholeFile();
    } catch (SyntaxError _) {
      // Logged where it was found; the file has ended inside a clause.
      return Optional.empty();
    }
    return problems.refused() ? Optional.empty() : assemble();
  }

  private Optional<Config> assemble() {
    Config config =
        new Config(
            general.general(),
            hasSync ? Optional.of(sync.sync()) : Optional.empty(),
            hasStats ? Optional.of(stats.stats()) : Optional.empty(),
            hasHelper ? Optional.of(helper.section()) : Optional.empty());
    Token nowhere = new Token(Token.Kind.END, "", 0, 0);
    if (!hasSync && !hasStats && !hasHelper) {
      problems.ownWarning(
          nowhere, "there is no section Sync, Stats or Helper: the daemon has nothing to do");
    }
    if (config.general().controlSocket().isEmpty()) {
      problems.ownWarning(
          nowhere, "General { UNIX { Path ... } } is missing: the client cannot reach the daemon");
    }
    return Optional.of(config);
  }

  private void sync(Token keyword) {
    sync.parse(keyword);
    hasSync = true;
    refuseBoth(keyword);
  }

  private void stats(Token keyword) {
    stats.parse(keyword);
    hasStats = true;
    refuseBoth(keyword);
  }

  private void helper(Token keyword) {
    helper.parse(keyword);
    hasHelper = true;
  }

  private void refuseBoth(Token keyword) {
    if (hasSync && hasStats) {
      problems.error(
          keyword,
          "Sync and Stats exclude each other; run two daemons",
          "cannot use both `Stats' and `Sync' clauses in conntrackd.conf");
    }
  }
}
