// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.Locale;
import java.util.Optional;
import relatd.conntrack.EventType;
import relatd.sync.cache.Cache;
import relatd.sync.channel.ChannelStats;
import relatd.sync.channel.MultiChannel;
import relatd.sync.channel.QueueLevel;
import relatd.sync.engine.SyncFigures;
import relatd.sync.kernel.BypassCounters;
import relatd.sync.kernel.InjectCounters;
import relatd.sync.mode.FtFw;
import relatd.sync.wire.MalformedWire;

/// The tables of `conntrackd -s ... -o json` in Sync mode.
final class SyncFigureLines {
  private final SyncFigures figures;

  SyncFigureLines(SyncFigures figures) {
    this.figures = figures;
  }

  /// @return empty for what is no table of figures
  String json(Request request) {
    return switch (request) {
      case STATS_JSON -> conntracks() + rest();
      case EXP_STATS_JSON -> figures.synchronizesExpectations() ? expectations() + rest() : "";
      case STATS_CACHE_JSON ->
          conntracks() + (figures.synchronizesExpectations() ? expectations() : "");
      case STATS_NETWORK_JSON -> network();
      case STATS_LINK_JSON -> links();
      case STATS_QUEUE_JSON -> queues();
      default -> "";
    };
  }

  private String rest() {
    return FigureLine.of(figures.traffic()) + links() + network();
  }

  private String conntracks() {
    return internal(figures.caches().internalConntracks(), figures.conntrackBypass(), "conntrack")
        + external(
            figures.caches().externalConntracks(), figures.conntrackInjections(), "conntrack");
  }

  private String expectations() {
    return internal(figures.caches().internalExpectations(), figures.expectBypass(), "expect")
        + external(figures.caches().externalExpectations(), figures.expectInjections(), "expect");
  }

  private static String internal(Cache<?> cache, Optional<BypassCounters> bypass, String table) {
    return bypass
        .map(counters -> {
          FigureLine line = new FigureLine("bypass").table(table);
          for (EventType type : EventType.values()) {
            line.value(type.name().toLowerCase(Locale.ROOT), counters.of(type));
          }
          return line.toString();
        })
        .orElseGet(() -> FigureLine.of(cache.stats(), table));
  }

  private static String external(
      Cache<?> cache, Optional<InjectCounters> injections, String table) {
    return injections
        .map(counters -> {
          FigureLine line = new FigureLine("inject").table(table);
          for (InjectCounters.Kind kind : InjectCounters.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            line.value(name, counters.done(kind)).value(name + "_failed", counters.failed(kind));
          }
          return line.toString();
        })
        .orElseGet(() -> FigureLine.of(cache.stats(), table));
  }

  private String links() {
    MultiChannel channels = figures.channels();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < channels.size(); i++) {
      ChannelStats stats = channels.stats(i);
      int link = i;
      lines.append(
          new FigureLine("link")
              .named(channels.device(i))
              .with(json ->
                  json.put("status", channels.status(link).text())
                      .put("active", channels.isActive(link)))
              .value("bytes_sent", stats.bytesSent())
              .value("bytes_received", stats.bytesReceived())
              .value("packets_sent", stats.packetsSent())
              .value("packets_received", stats.packetsReceived())
              .value("send_errors", stats.sendErrors())
              .value("receive_errors", stats.receiveErrors()));
    }
    return lines.toString();
  }

  private String network() {
    FigureLine line = new FigureLine("network").value("malformed", figures.wire().malformed());
    for (MalformedWire cause : MalformedWire.values()) {
      line.value("malformed_" + cause.name().toLowerCase(Locale.ROOT), figures.wire().of(cause));
    }
    return line.value("lost", figures.mode().sequence().lost())
        .value("before", figures.mode().sequence().before())
        .toString();
  }

  private String queues() {
    QueueLevel waiting = new QueueLevel(figures.mode().waiting(), QueueLevel.UNBOUNDED, 0);
    String resend = "";
    if (figures.mode() instanceof FtFw ftfw) {
      resend = queue("rsqueue", ftfw.resendLevel());
    }
    return queue("txqueue", waiting) + queue("errorq", figures.channels().errorQueue()) + resend;
  }

  private static String queue(String name, QueueLevel level) {
    return new FigureLine("queue")
        .named(name)
        .value("elements", level.elements())
        .value("most", level.most())
        .value("no_space", level.noSpace())
        .toString();
  }
}
