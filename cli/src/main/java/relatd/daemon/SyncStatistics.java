// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.Optional;
import relatd.sync.cache.Cache;
import relatd.sync.channel.QueueLevel;
import relatd.sync.engine.SyncFigures;
import relatd.sync.kernel.BypassCounters;
import relatd.sync.kernel.InjectCounters;
import relatd.sync.mode.FtFw;
import relatd.sync.mode.NetworkStats;
import relatd.sync.mode.ResendText;
import relatd.sync.mode.SyncMode;

/// The tables of `conntrackd -s` in Sync mode.
final class SyncStatistics {
  private final SyncFigures figures;

  SyncStatistics(SyncFigures figures) {
    this.figures = figures;
  }

  /// @return empty for what is no statistics of this mode
  String text(Request request) {
    return switch (request) {
      case STATS -> conntracks(false) + rest();
      case EXP_STATS -> figures.synchronizesExpectations() ? expectations() + rest() : "";
      case STATS_CACHE -> conntracks(true);
      case STATS_NETWORK -> network().detail() + figures.channels().summary();
      case STATS_LINK -> figures.channels().detail();
      case STATS_QUEUE -> queues();
      case STATS_RSQUEUE -> figures.mode() instanceof FtFw ftfw ? unacknowledged(ftfw) : "";
      default -> "";
    };
  }

  private String conntracks(boolean detailed) {
    return internal(figures.caches().internalConntracks(), figures.conntrackBypass(), detailed)
        + external(figures.caches().externalConntracks(), figures.conntrackInjections(), detailed);
  }

  private String expectations() {
    return internal(figures.caches().internalExpectations(), figures.expectBypass(), false)
        + external(figures.caches().externalExpectations(), figures.expectInjections(), false);
  }

  private static String internal(
      Cache<?> cache, Optional<BypassCounters> bypass, boolean detailed) {
    return bypass.map(BypassCounters::summary).orElseGet(() -> text(cache, detailed));
  }

  private static String external(
      Cache<?> cache, Optional<InjectCounters> injections, boolean detailed) {
    return injections.map(InjectCounters::summary).orElseGet(() -> text(cache, detailed));
  }

  private static String text(Cache<?> cache, boolean detailed) {
    return detailed ? cache.stats().detail() : cache.stats().summary();
  }

  private String rest() {
    return figures.traffic().summary() + figures.channels().summary() + network().summary();
  }

  private NetworkStats network() {
    return new NetworkStats(figures.wire(), figures.mode().sequence());
  }

  private String queues() {
    SyncMode mode = figures.mode();
    QueueLevel errors = figures.channels().errorQueue();
    QueueLevel waiting = new QueueLevel(mode.waiting(), QueueLevel.UNBOUNDED, 0);
    int nodes = mode.waiting() + errors.elements();
    String resend = "";
    if (mode instanceof FtFw ftfw) {
      nodes += ftfw.unacknowledged();
      resend = ftfw.resendLevel().text("rsqueue");
    }
    return QueueLevel.heading(nodes) + waiting.text("txqueue") + errors.text("errorq") + resend;
  }

  private static String unacknowledged(FtFw ftfw) {
    ResendText text = new ResendText(ftfw.unacknowledged());
    ftfw.listUnacknowledged(text);
    return text.toString();
  }
}
