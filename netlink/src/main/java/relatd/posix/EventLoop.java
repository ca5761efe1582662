// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One thread's waiting place: descriptors, timers, tasks from other threads.
///
/// A turn waits (not longer than to the next timer), serves ready descriptors, then due timers,
/// then the tasks that had come, then the ends of turn; what these start belongs to the next turn,
/// so that long work in small steps never keeps descriptors waiting. The thread that calls [#run]
/// owns everything here; [#submit] and [#stop] alone may be called by others.
///
/// A turn without anything new allocates nothing.
public final class EventLoop implements AutoCloseable {
  public static final int READABLE = 0x1;
  public static final int WRITABLE = 0x4;
  public static final int FAILED = 0x8;
  public static final int HUNG_UP = 0x10;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final Consumer<RuntimeException> failures;
  private final Epoll epoll = new Epoll();
  private final TimerQueue timers = new TimerQueue();
  private final List<Registration> registrations = new ArrayList<>();
  private final List<Runnable> turnEnds = new ArrayList<>();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
  private final Fd wakeUp = new Fd(Posix.eventfd(), "make an event descriptor");
  private final Object lock = new Object();
  private ArrayDeque<Runnable> submitted = new ArrayDeque<>();
  private ArrayDeque<Runnable> running = new ArrayDeque<>();
  private boolean closed;
  private int generations;
  private volatile boolean stopping;

  /// The system's clock; a failing handler ends [#run].
  public EventLoop() {
    this(
        System::nanoTime,
        failure -> {
          throw failure;
        });
  }

  /// @param nanos a clock that never runs backwards; tests bring their own
  /// @param failures gets what handlers and tasks throw, in the loop's thread; may rethrow
  public EventLoop(LongSupplier nanos, Consumer<RuntimeException> failures) {
    this.nanos = nanos;
    this.failures = failures;
    register(wakeUp.number(), READABLE, events -> Posix.read(wakeUp.number(), count, 0, 8));
  }

  /// Waits for a descriptor's events, level-triggered.
  ///
  /// @param interest of `READABLE`, `WRITABLE`; the other two are always reported
  /// @throws SystemException when the kernel cannot wait for it
  public Registration register(int fd, int interest, EventHandler handler) {
    int place = registrations.indexOf(null);
    if (place < 0) {
      place = registrations.size();
      registrations.add(null);
    }
    long key = (long) generations++ << 32 | place;
    SystemException.check(
        epoll.control(Epoll.EPOLL_CTL_ADD, fd, interest, key), "wait for descriptor " + fd);
    Registration registration = new Registration(this, fd, interest, key, handler);
    registrations.set(place, registration);
    return registration;
  }

  void change(Registration registration) {
    SystemException.check(
        epoll.control(
            Epoll.EPOLL_CTL_MOD, registration.fd(), registration.interest(), registration.key()),
        "wait for descriptor " + registration.fd());
  }

  void forget(Registration registration) {
    if (!closed) {
      // Fails only when the descriptor is closed already: then the kernel has forgotten it, too.
      epoll.control(Epoll.EPOLL_CTL_DEL, registration.fd(), 0, 0);
    }
    registrations.set((int) registration.key(), null);
  }

  /// A timer of this loop, not started yet.
  public Timer timer(Runnable task) {
    return new Timer(this, task);
  }

  /// Runs at the end of every turn, for work that is better done once per turn than per event.
  public void onTurnEnd(Runnable task) {
    turnEnds.add(task);
  }

  /// Has a task run in the loop's thread. Any thread may call it.
  public void submit(Runnable task) {
    boolean first;
    synchronized (lock) {
      if (closed) {
        return;
      }
      first = submitted.isEmpty();
      submitted.add(task);
      if (first) {
        Posix.write(wakeUp.number(), one, 0, 8);
      }
    }
  }

  /// Has [#run] return after the present turn. Any thread may call it.
  public void stop() {
    stopping = true;
    submit(() -> {});
  }

  /// Nanoseconds of the loop's clock.
  public long now() {
    return nanos.getAsLong();
  }

  /// Turns until [#stop].
  public void run() {
    while (!stopping) {
      turn(Long.MAX_VALUE);
    }
  }

  /// One turn that waits at most so long.
  public void turn(long maxWaitNanos) {
    int ready = epoll.await(timeout(maxWaitNanos));
    if (ready < 0 && ready != -Errno.EINTR.number()) {
      throw new SystemException("wait for events", -ready);
    }
    for (int i = 0; i < ready; i++) {
      dispatch(epoll.data(i), epoll.events(i));
    }
    timers.run(now());
    runSubmitted();
    for (int i = 0; i < turnEnds.size(); i++) {
      guarded(turnEnds.get(i));
    }
  }

  /// Rounded up to the milliseconds that epoll knows, so that a timer is due when the wait is over.
  private int timeout(long maxWaitNanos) {
    synchronized (lock) {
      if (!submitted.isEmpty()) {
        return 0;
      }
    }
    long wait = maxWaitNanos;
    if (!timers.isEmpty()) {
      wait = Math.min(wait, timers.nextDeadline() - now());
    }
    if (wait <= 0) {
      return 0;
    }
    if (wait == Long.MAX_VALUE) {
      return -1;
    }
    return (int) Math.min(Integer.MAX_VALUE, (wait - 1) / NANOS_PER_MILLI + 1);
  }

  private void dispatch(long key, int events) {
    Registration registration = registrations.get((int) key);
    // A handler of this turn may have closed it, and another may have its place.
    if (registration == null || registration.key() != key) {
      return;
    }
    try {
      registration.ready(events);
    } catch (RuntimeException failure) {
      failures.accept(failure);
    }
  }

  private void runSubmitted() {
    synchronized (lock) {
      ArrayDeque<Runnable> taken = submitted;
      submitted = running;
      running = taken;
    }
    for (Runnable task = running.poll(); task != null; task = running.poll()) {
      guarded(task);
    }
  }

  void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      failures.accept(failure);
    }
  }

  TimerQueue timers() {
    return timers;
  }

  /// Gives the loop's own descriptors back; registered ones stay their owners'. Call it after
  /// [#run] has returned.
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      wakeUp.close();
      epoll.close();
      arena.close();
    }
  }
}
