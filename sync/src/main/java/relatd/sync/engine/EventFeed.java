// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.time.Duration;
import java.util.Optional;
import relatd.conf.ExpectationSync;
import relatd.conf.Filter;
import relatd.posix.EventLoop;
import relatd.posix.SystemException;
import relatd.posix.Timer;
import relatd.sync.kernel.EventCounters;
import relatd.sync.kernel.EventFilter;
import relatd.sync.kernel.EventOptions;
import relatd.sync.kernel.EventReader;
import relatd.sync.kernel.EventSocket;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelFilter;
import relatd.sync.kernel.KernelLog;
import relatd.sync.kernel.Origins;

/// The kernel's events on the loop, and what to do when some got lost: after `NetlinkOverrunResync`
/// seconds the kernel's table is read again.
final class EventFeed implements AutoCloseable {
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final EventSocket socket;
  private final EventReader reader;
  private final Timer checks;
  private final Timer resync;
  private final int delay;

  /// Which events are wanted.
  ///
  /// @param expectations by their helpers' names
  record Filtering(Filter filter, ExpectationSync expectations) {}

  /// Opens the socket; events gather in it from now on.
  ///
  /// @param resync runs some time after events got lost
  EventFeed(
      EventOptions options,
      Filtering wanted,
      Origins origins,
      KernelEvents events,
      EventLoop loop,
      Runnable resync,
      KernelLog log) {
    Filter filter = wanted.filter();
    EventFilter.announcement(filter).ifPresent(log::notice);
    Optional<KernelFilter> inKernel = KernelFilter.of(filter, origins);
    EventFilter left =
        filter.inKernel()
            ? EventFilter.behindKernel(wanted.expectations())
            : new EventFilter(filter, wanted.expectations());
    this.socket = open(options, inKernel, log);
    this.reader = new EventReader(socket, origins, left, events);
    this.delay = options.buffer().overrunResync();
    this.resync = loop.timer(resync);
    this.checks = loop.timer(this::check);
  }

  /// A filter that the kernel does not take is an error in the log; the start fails.
  private static EventSocket open(
      EventOptions options, Optional<KernelFilter> filter, KernelLog log) {
    try {
      return EventSocket.open(options, filter, log);
    } catch (SystemException refused) {
      log.error("cannot set event filtering: " + refused.getMessage());
      throw refused;
    }
  }

  /// Begins to read.
  void start(EventLoop loop) {
    loop.register(socket.fd(), EventLoop.READABLE, _ -> reader.read());
    checks.start(CHECK);
  }

  private void check() {
    reader.checkDrops();
    checks.start(CHECK);
  }

  /// Events got lost: the table is read again in a while, or never with `NetlinkOverrunResync off`.
  void lost() {
    if (delay > 0) {
      resync.start(Duration.ofSeconds(delay));
    }
  }

  /// Lets events gather for a moment; last in a turn, when nothing else is to be done.
  void rest() {
    reader.rest();
  }

  EventCounters counters() {
    return reader.counters();
  }

  /// Bytes that the kernel accounts for the socket's buffer.
  int bufferSize() {
    return socket.bufferSize();
  }

  @Override
  public void close() {
    checks.stop();
    resync.stop();
    reader.close();
    socket.close();
  }
}
