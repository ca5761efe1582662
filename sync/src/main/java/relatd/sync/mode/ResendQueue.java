// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static relatd.sync.mode.SequenceTracker.isBefore;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import relatd.sync.cache.Cache;

/// What was sent and is not acknowledged: entries of both caches and control messages, each in
/// ascending order of the numbers they were sent under last.
final class ResendQueue {
  private final Lane conntracks;
  private final Lane expectations;
  private final ArrayDeque<Control> controls = new ArrayDeque<>();
  private final int capacity;
  private long overflows;

  /// @param capacity `ResendQueueSize`: elements of all kinds
  ResendQueue(Lane conntracks, Lane expectations, int capacity) {
    this.conntracks = conntracks;
    this.expectations = expectations;
    this.capacity = capacity;
  }

  int size() {
    return conntracks.sent.size() + expectations.sent.size() + controls.size();
  }

  long overflows() {
    return overflows;
  }

  /// Remembers an entry that has just been sent.
  void add(Lane lane, int entry, int number) {
    makeRoom();
    lane.cache.number(entry, number);
    lane.sent.add(entry);
  }

  /// Remembers a control message that has just been sent.
  void add(Control control) {
    makeRoom();
    controls.add(control);
  }

  private void makeRoom() {
    if (size() >= capacity) {
      overflows++;
      dropOldest();
    }
  }

  private void dropOldest() {
    Lane lane = older(conntracks, expectations);
    int entry = lane.sent.first();
    Control control = controls.peek();
    if (entry == Cache.NONE) {
      controls.poll();
    } else if (control != null && isBefore(control.number(), lane.cache.number(entry))) {
      controls.poll();
    } else {
      lane.release(entry);
    }
  }

  private static Lane older(Lane one, Lane other) {
    return comesFirst(one, one.sent.first(), other, other.sent.first()) ? one : other;
  }

  /// Whether the one entry was sent earlier; none comes last.
  private static boolean comesFirst(Lane one, int entry, Lane other, int otherEntry) {
    if (entry == Cache.NONE || otherEntry == Cache.NONE) {
      return entry != Cache.NONE;
    }
    return isBefore(one.cache.number(entry), other.cache.number(otherEntry));
  }

  /// The peer has the messages of a range, ends included.
  void acknowledge(int from, int to) {
    release(conntracks, from, to);
    release(expectations, from, to);
    takeControls(from, to, null);
  }

  /// The peer misses the messages of a range, ends included: those still here are to be sent again.
  void resend(int from, int to, Queue<Control> waiting) {
    resend(conntracks, from, to);
    resend(expectations, from, to);
    takeControls(from, to, waiting);
  }

  /// The peer has acknowledged what came after these, and will not name them again: they, or what
  /// it said of them, got lost. Entries are to be sent again, and what the peer was asked for: a
  /// resync, or what is missing here. A peer that was asked already has nothing left to answer
  /// with. Acknowledgements are out of date.
  void resendBefore(int number, Queue<Control> waiting) {
    resendBefore(conntracks, number);
    resendBefore(expectations, number);
    for (Control control = controls.peek();
        control != null && isBefore(control.number(), number);
        control = controls.peek()) {
      controls.poll();
      if (control.mayBeRepeated()) {
        waiting.add(control.repeated());
      }
    }
  }

  private static void resendBefore(Lane lane, int number) {
    int entry = lane.sent.first();
    while (entry != Cache.NONE && isBefore(lane.cache.number(entry), number)) {
      lane.waiting.add(entry);
      entry = lane.sent.first();
    }
  }

  private static void release(Lane lane, int from, int to) {
    int entry = lane.sent.first();
    while (isUpTo(lane, entry, to)) {
      int next = lane.sent.next(entry);
      if (!isBefore(lane.cache.number(entry), from)) {
        lane.release(entry);
      }
      entry = next;
    }
  }

  private static void resend(Lane lane, int from, int to) {
    int entry = lane.sent.first();
    while (isUpTo(lane, entry, to)) {
      int next = lane.sent.next(entry);
      if (!isBefore(lane.cache.number(entry), from)) {
        lane.waiting.add(entry);
      }
      entry = next;
    }
  }

  private static boolean isUpTo(Lane lane, int entry, int to) {
    return entry != Cache.NONE && !isBefore(to, lane.cache.number(entry));
  }

  private void takeControls(int from, int to, Queue<Control> into) {
    Iterator<Control> each = controls.iterator();
    while (each.hasNext()) {
      Control control = each.next();
      if (isBefore(to, control.number())) {
        return;
      }
      if (!isBefore(control.number(), from)) {
        each.remove();
        if (into != null) {
          into.add(control);
        }
      }
    }
  }

  /// Shows everything in the order it was sent in; the listing changes nothing meanwhile.
  void list(ResendListing listing) {
    int one = conntracks.sent.first();
    int other = expectations.sent.first();
    Iterator<Control> each = controls.iterator();
    Control control = each.hasNext() ? each.next() : null;
    for (int left = size(); left > 0; left--) {
      boolean first = comesFirst(conntracks, one, expectations, other);
      Lane lane = first ? conntracks : expectations;
      int entry = first ? one : other;
      if (control != null && !isSentBefore(lane, entry, control)) {
        listing.control(control.number(), control.flags());
        control = each.hasNext() ? each.next() : null;
      } else {
        listing.entry(lane.cache.number(entry));
        one = first ? lane.sent.next(entry) : one;
        other = first ? other : lane.sent.next(entry);
      }
    }
  }

  private static boolean isSentBefore(Lane lane, int entry, Control control) {
    return entry != Cache.NONE && isBefore(lane.cache.number(entry), control.number());
  }

  /// The peer has begun anew, and will acknowledge none of these: entries are to be sent to it
  /// again, what was said of its earlier messages is void.
  void beginAnew(Queue<Control> waiting) {
    resendAll(conntracks);
    resendAll(expectations);
    for (Control control : controls) {
      if (control.isResync()) {
        waiting.add(control);
      }
    }
    controls.clear();
  }

  private static void resendAll(Lane lane) {
    for (int entry = lane.sent.first(); entry != Cache.NONE; entry = lane.sent.first()) {
      lane.waiting.add(entry);
    }
  }
}
