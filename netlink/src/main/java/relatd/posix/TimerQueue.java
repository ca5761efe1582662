// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import java.util.Arrays;

/// Timers ordered by deadline, and by the order of their starts where deadlines are equal: the same
/// calls always give the same order. A binary heap; starting and stopping cost its depth and
/// allocate nothing once it has grown.
final class TimerQueue {
  private Timer[] heap = new Timer[16];
  private int size;
  private long starts;

  boolean isEmpty() {
    return size == 0;
  }

  /// Deadline of the first one; ask only when there is one.
  long nextDeadline() {
    return heap[0].deadline();
  }

  void start(Timer timer, long deadline) {
    if (timer.place() >= 0) {
      remove(timer);
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    timer.schedule(deadline, starts++);
    put(timer, size);
    rise(size++);
  }

  void remove(Timer timer) {
    int place = timer.place();
    if (place < 0) {
      return;
    }
    timer.forgetPlace();
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      put(last, place);
      rise(place);
      sink(last.place());
    }
  }

  /// Runs what is due at `now`, each at most once: a task that starts its timer anew for a time
  /// already past runs in the next call.
  void run(long now) {
    long before = starts;
    while (size > 0 && heap[0].deadline() - now <= 0 && heap[0].order() < before) {
      Timer due = heap[0];
      remove(due);
      due.fire();
    }
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.moveTo(place);
  }

  private void rise(int from) {
    int place = from;
    Timer timer = heap[place];
    while (place > 0 && timer.isBefore(heap[(place - 1) / 2])) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(timer, place);
  }

  private void sink(int from) {
    int place = from;
    Timer timer = heap[place];
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(timer)) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(timer, place);
  }
}
