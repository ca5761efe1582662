// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import java.util.List;
import java.util.function.Function;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.Cache;
import relatd.sync.cache.ImageSource;
import relatd.sync.dump.EndedLine;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.Origin;
import relatd.sync.kernel.TrafficCounters;

/// What statistics mode makes of the kernel's events.
///
/// ```
///  NEW           added, unless it is there
///  UPDATE, dump  put over what is known, or added
///  DESTROY       logged as the event tells it, its counters summed up, removed; if it is there
/// ```
///
/// Who caused an event does not matter.
public final class StatsTable implements KernelEvents, KernelEntries {
  private final Cache<?> cache;
  private final Function<ConntrackMessage, ? extends ImageSource> source;
  private final List<StatsLog> logs;
  private final Runnable resync;
  private final TrafficCounters traffic = new TrafficCounters();
  private final EndedLine line = new EndedLine();

  /// @param cache of conntracks; its entries' [Cache#extra] is the kernel's id from now on
  /// @param source makes a message what the cache can take; called for each
  /// @param logs where lines go; with none of them none is made
  /// @param resync runs when events got lost
  public StatsTable(
      Cache<?> cache,
      Function<ConntrackMessage, ? extends ImageSource> source,
      List<StatsLog> logs,
      Runnable resync) {
    this.cache = cache;
    this.source = source;
    this.logs = List.copyOf(logs);
    this.resync = resync;
  }

  @Override
  public void conntrack(ConntrackMessage event, Origin origin) {
    ImageSource image = source.apply(event);
    switch (event.event()) {
      case NEW -> {
        if (cache.find(image) == Cache.NONE) {
          note(cache.add(image), event);
        }
      }
      case UPDATE -> note(cache.updateForce(image), event);
      case DESTROY -> gone(cache.find(image), event);
    }
  }

  /// Takes an entry of a dump.
  @Override
  public void conntrack(ConntrackMessage entry) {
    note(cache.updateForce(source.apply(entry)), entry);
  }

  private void note(int entry, ConntrackMessage message) {
    if (entry != Cache.NONE) {
      cache.extra(entry, message.id());
    }
  }

  private void gone(int entry, ConntrackMessage event) {
    if (entry == Cache.NONE) {
      return;
    }
    cache.remove(entry);
    traffic.add(event);
    if (!logs.isEmpty()) {
      write(line.of(event));
    }
  }

  /// An entry is not in the kernel any more, and no event has told of it: events were lost, or are
  /// not listened to (`PollSecs`). It is logged as it was known.
  public void vanished(int entry) {
    if (!logs.isEmpty()) {
      write(line.of(cache.block(entry), cache.image(entry), cache.imageLength(entry)));
    }
    cache.remove(entry);
  }

  private void write(EndedLine ended) {
    for (int i = 0; i < logs.size(); i++) {
      logs.get(i).ended(ended.bytes(), ended.length());
    }
  }

  /// Statistics are about conntracks.
  @Override
  public void expectation(ExpectMessage event, Origin origin) {}

  @Override
  public void resyncNeeded() {
    resync.run();
  }

  public TrafficCounters traffic() {
    return traffic;
  }

  /// What `conntrackd -s` prints.
  public String summary() {
    return cache.stats().summary() + traffic.summary();
  }

  /// What `conntrackd -s cache` prints.
  public String detail() {
    return cache.stats().detail();
  }
}
