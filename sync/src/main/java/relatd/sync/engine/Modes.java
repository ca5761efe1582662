// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.SplittableRandom;
import relatd.conf.SyncMode.Alarm;
import relatd.conf.SyncMode.FtFw;
import relatd.conf.SyncMode.Notrack;
import relatd.posix.Posix;
import relatd.sync.kernel.EventOptions;
import relatd.sync.mode.FtFwOptions;
import relatd.sync.mode.ModeOutput;
import relatd.sync.mode.SyncMode;
import relatd.sync.wire.SyncWriter;

/// What a configuration's mode asks for, whichever it is.
///
/// @param internalCache false for `DisableInternalCache`
/// @param externalCache false for `DisableExternalCache`
record Modes(
    relatd.conf.SyncMode configured,
    boolean internalCache,
    boolean externalCache,
    boolean startupResync) {

  static Modes of(relatd.conf.SyncMode mode) {
    return switch (mode) {
      case FtFw(int _, int _, boolean noExternal, boolean resync) ->
          new Modes(mode, true, !noExternal, resync);
      case Notrack(boolean noInternal, boolean noExternal, boolean resync) ->
          new Modes(mode, !noInternal, !noExternal, resync);
      case Alarm _ -> new Modes(mode, true, true, false);
    };
  }

  /// Nanoseconds for which events may gather at most. A backup that injects what it hears wants to
  /// have it before the connection's next packet; one that caches it wants it before a fail-over.
  long longestRest() {
    return externalCache ? EventOptions.USUAL_REST : EventOptions.PROMPT_REST;
  }

  /// @param now nanoseconds of the clock
  SyncMode create(SyncCaches caches, SyncWriter writer, ModeOutput output, long now) {
    // The wall clock's seconds: a node that starts again does not begin where it has been already.
    int first = (int) (System.currentTimeMillis() / 1000);
    return switch (configured) {
      case FtFw(int resendQueue, int ackWindow, boolean _, boolean _) ->
          new relatd.sync.mode.FtFw(
              caches.internalConntracks(),
              caches.internalExpectations(),
              writer,
              output,
              new FtFwOptions(ackWindow, resendQueue),
              first,
              now);
      case Notrack _ ->
          new relatd.sync.mode.Notrack(
              caches.internalConntracks(),
              caches.internalExpectations(),
              writer,
              output,
              first,
              now);
      case Alarm(int refreshTime, int _) ->
          new relatd.sync.mode.Alarm(
              caches.internalConntracks(),
              caches.internalExpectations(),
              writer,
              output,
              refreshTime,
              new SplittableRandom(Posix.randomLong()),
              first,
              now);
    };
  }
}
