// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.Optional;
import relatd.sync.channel.MultiChannel;
import relatd.sync.kernel.BypassCounters;
import relatd.sync.kernel.EventCounters;
import relatd.sync.kernel.InjectCounters;
import relatd.sync.kernel.Injector;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.mode.ExternalTimeout;
import relatd.sync.mode.SyncMode;
import relatd.sync.wire.WireCounters;

/// What a node knows and has counted, for those who print it. Views of what goes on changing.
public final class SyncFigures {
  private final SyncEngine engine;

  SyncFigures(SyncEngine engine) {
    this.engine = engine;
  }

  public SyncCaches caches() {
    return engine.caches;
  }

  /// Seconds of the clock that the caches have.
  public int seconds() {
    return engine.kernel.clock.seconds();
  }

  /// False for `DisableInternalCache`.
  public boolean hasInternalCache() {
    return engine.modes.internalCache();
  }

  /// False for `DisableExternalCache`.
  public boolean hasExternalCache() {
    return engine.modes.externalCache();
  }

  public boolean synchronizesExpectations() {
    return engine.kernel.hasExpectations();
  }

  /// Present without internal cache.
  public Optional<BypassCounters> conntrackBypass() {
    return engine.direct.map(DirectIntake::conntracks);
  }

  /// Present without internal cache.
  public Optional<BypassCounters> expectBypass() {
    return engine.direct.map(DirectIntake::expectations);
  }

  /// Present without external cache.
  public Optional<InjectCounters> conntrackInjections() {
    return engine.injector.map(Injector::conntracks);
  }

  /// Present without external cache.
  public Optional<InjectCounters> expectInjections() {
    return engine.injector.map(Injector::expectations);
  }

  /// How long external conntracks have left; in ALARM mode.
  public Optional<ExternalTimeout> conntrackTimeout() {
    return engine.conntrackTimeout;
  }

  /// How long external expectations have left; in ALARM mode.
  public Optional<ExternalTimeout> expectTimeout() {
    return engine.expectTimeout;
  }

  public TrafficCounters traffic() {
    return engine.traffic;
  }

  public MultiChannel channels() {
    return engine.link.channels();
  }

  public WireCounters wire() {
    return engine.wireCounters;
  }

  public SyncMode mode() {
    return engine.mode;
  }

  /// Absent in polling mode.
  public Optional<EventCounters> events() {
    return engine.kernel.events().map(EventFeed::counters);
  }

  /// Bytes of the event socket's buffer; 0 in polling mode.
  public int eventBufferSize() {
    return engine.kernel.events().map(EventFeed::bufferSize).orElse(0);
  }

  public KernelCounters kernel() {
    return engine.kernel.counters;
  }
}
