// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import relatd.posix.Fd;
import relatd.posix.Posix;

/// Ends a stream of events in order: the summary is printed and the status is 0, as with 1.4.7.
///
/// SIGINT and SIGTERM start the JVM's shutdown, which waits here until the stream has ended.
/// (SIGHUP ends the JVM the same way; the original dies of it.)
final class EventStop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final Fd wake = new Fd(Posix.eventfd(), "wake-up");
  private final Arena arena = Arena.ofShared();
  private final MemorySegment polls = arena.allocate(2L * Posix.POLLFD_BYTES, 8);
  private final MemorySegment one = arena.allocate(8, 8);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable onReady;
  private volatile boolean asked;
  private volatile int status;

  private EventStop(Runnable onReady) {
    this.onReady = onReady;
    one.set(JAVA_LONG, 0, 1);
  }

  /// @param onReady called when events are being collected
  static EventStop of(Runnable onReady) {
    return new EventStop(onReady);
  }

  /// For a process of its own: signals ask it to stop.
  static EventStop ofSignals() {
    EventStop stop = new EventStop(() -> {});
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stop::shutDown));
    return stop;
  }

  void ready() {
    onReady.run();
  }

  boolean isAsked() {
    return asked;
  }

  /// Has the stream end; by any thread.
  void ask() {
    asked = true;
    Posix.write(wake.number(), one, 0, 8);
  }

  /// Waits for an event.
  ///
  /// @return false when it was asked to stop
  boolean await(int socket) {
    entry(0, socket);
    entry(1, wake.number());
    Posix.poll(polls, 2, -1);
    return !asked;
  }

  private void entry(int index, int fd) {
    long at = (long) index * Posix.POLLFD_BYTES;
    polls.set(JAVA_INT, at, fd);
    polls.set(JAVA_INT, at + 4, Posix.POLLIN);
  }

  /// The stream has ended and everything is printed.
  void ended(int withStatus) {
    status = withStatus;
    ended.countDown();
  }

  private void shutDown() {
    ask();
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    wake.close();
    arena.close();
  }
}
