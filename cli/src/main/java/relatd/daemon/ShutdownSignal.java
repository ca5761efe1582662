// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// SIGTERM, SIGINT and SIGHUP end a JVM by way of its shutdown hooks, with 128 and the signal's
/// number as status. Here they end the daemon in order, and the status is the daemon's own: 0, as
/// the original's.
///
/// Made before the daemon leaves anything behind, so that a signal during the start cleans up, too.
final class ShutdownSignal {
  private static final long PATIENCE_SECONDS = 5;

  private final Runnable stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int status = 1;

  /// @param stop has the daemon end soon; called by another thread
  ShutdownSignal(Runnable stop) {
    this.stop = stop;
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::shutDown));
  }

  /// The daemon has cleaned up; the process may end.
  void ended(int withStatus) {
    status = withStatus;
    ended.countDown();
  }

  private void shutDown() {
    stop.run();
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
