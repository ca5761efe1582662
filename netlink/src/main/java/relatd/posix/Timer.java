// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import java.time.Duration;

/// A task that an [EventLoop] runs once, later; to be started again as often as wanted. Belongs to
/// the loop's thread.
public final class Timer {
  private static final int NOWHERE = -1;

  private final EventLoop loop;
  private final Runnable task;
  private long deadline;
  private long order;
  private int place = NOWHERE;

  Timer(EventLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  /// Starts, or starts anew; runs in the turn of the loop in which the time is over.
  public void start(Duration delay) {
    startNanos(delay.toNanos());
  }

  /// As [#start], without an object on hot paths.
  public void startNanos(long delay) {
    loop.timers().start(this, loop.now() + delay);
  }

  public void stop() {
    loop.timers().remove(this);
  }

  public boolean isRunning() {
    return place != NOWHERE;
  }

  long deadline() {
    return deadline;
  }

  long order() {
    return order;
  }

  int place() {
    return place;
  }

  void schedule(long deadline, long order) {
    this.deadline = deadline;
    this.order = order;
  }

  void moveTo(int place) {
    this.place = place;
  }

  void forgetPlace() {
    place = NOWHERE;
  }

  boolean isBefore(Timer other) {
    long difference = deadline - other.deadline;
    return difference != 0 ? difference < 0 : order < other.order;
  }

  void fire() {
    loop.guarded(task);
  }
}
