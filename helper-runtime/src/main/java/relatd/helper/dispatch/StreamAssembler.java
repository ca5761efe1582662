// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import relatd.helper.packet.PacketView;

/// One direction of a TCP connection, put into order for a helper: RFC 9293, section 3.4, with
/// bounds.
///
/// ```
///      read          unread (the helper wants more)       early
///  ----------------|-------------------------------|        |------|
///                  unreadFrom                      next
/// ```
///
/// A segment in order with nothing unread before it is shown where it lies; bytes are copied only
/// when they have to wait. The first copy of a byte counts. What exceeds the window, or was
/// acknowledged without having been seen, is a gap.
final class StreamAssembler {
  /// What a segment brought.
  enum Arrival {
    /// Nothing new to read.
    NOTHING,
    /// [#unread] has grown.
    DATA,
    /// It repeats bytes that were read, with other content.
    INCONSISTENT
  }

  private static final byte[] NONE = {};

  private final int window;
  private final MemoryBudget budget;
  private final DispatchCounters counters;
  private final RecentBytes recent;
  private final EarlySegments early;
  private boolean started;
  private boolean finished;
  private boolean gap;
  private int next;
  private byte[] waiting = NONE;
  private MemorySegment waitingView = MemorySegment.NULL; // of all of `waiting`
  private int waitingLength;
  private MemorySegment unread = MemorySegment.NULL;
  private long unreadAt;
  private int unreadLength;

  StreamAssembler(int window, MemoryBudget budget, DispatchCounters counters) {
    this.window = window;
    this.budget = budget;
    this.counters = counters;
    recent = new RecentBytes(budget);
    early = new EarlySegments(budget);
  }

  /// Whether a first sequence number is known.
  boolean isStarted() {
    return started;
  }

  /// Sequence number of the next byte that has not come yet.
  int next() {
    return next;
  }

  /// A SYN gave the first sequence number.
  void begin(int sequence) {
    if (!started) {
      started = true;
      next = sequence;
    }
  }

  /// Takes a segment with payload.
  Arrival accept(PacketView packet) {
    int sequence = packet.sequence();
    int length = packet.payloadLength();
    long from = packet.payload();
    if (!started) {
      started = true;
      gap = true;
      next = sequence;
    }
    finished |= packet.isFin();
    int old = next - sequence;
    if (old > 0) {
      int repeated = Math.min(old, length);
      boolean probe = repeated == 1 && length == 1; // a keep-alive's byte may be anything
      if (!probe && !recent.agrees(packet.bytes(), from, repeated, sequence)) {
        counters.inconsistent++;
        return Arrival.INCONSISTENT;
      }
      from += repeated;
      length -= repeated;
      sequence += repeated;
    }
    if (length == 0) {
      return Arrival.NOTHING;
    }
    if (old < 0) {
      counters.reordered++;
      if (!early.add(packet.bytes(), from, length, sequence)) {
        counters.gaps++;
        skipTo(sequence);
        return accept(packet);
      }
      return Arrival.NOTHING;
    }
    append(packet.bytes(), from, length);
    drainEarly();
    return Arrival.DATA;
  }

  /// The other side acknowledged bytes up to here, in the sender's numbering. What was not seen by
  /// then will not come.
  void acknowledged(int sequence) {
    if (!started || finished || sequence - next <= 0 || sequence - next > 1 << 30) {
      return;
    }
    counters.gaps++;
    boolean seenLater = !early.isEmpty() && early.first() - sequence < 0;
    skipTo(seenLater ? early.first() : sequence);
    drainEarly();
  }

  /// Whether bytes before the first unread one are missing.
  boolean afterGap() {
    return gap;
  }

  MemorySegment unread() {
    return unread;
  }

  long unreadAt() {
    return unreadAt;
  }

  int unreadLength() {
    return unreadLength;
  }

  /// Sequence number of the first unread byte.
  int unreadFrom() {
    return next - unreadLength;
  }

  /// The helper understood this many of the unread bytes. Must be called after each arrival of
  /// DATA, before the packet's bytes go.
  void consumed(int bytes) {
    int left = unreadLength - bytes;
    if (bytes > 0) {
      gap = false;
    }
    if (left > window) {
      counters.windowOverflow++;
      forget();
      return;
    }
    if (left == 0) {
      waitingLength = 0;
    } else if (waitingLength == 0) {
      keep(unread, unreadAt + bytes, left);
    } else {
      System.arraycopy(waiting, bytes, waiting, 0, left);
      waitingLength = left;
    }
    unreadLength = waitingLength;
    showWaiting();
  }

  void release() {
    recent.release();
    early.clear();
    budget.give(waiting.length);
    waiting = NONE;
    waitingView = MemorySegment.NULL;
    waitingLength = 0;
    unreadLength = 0;
    unread = MemorySegment.NULL;
  }

  private void append(MemorySegment bytes, long from, int length) {
    recent.add(bytes, from, length, next);
    next += length;
    if (waitingLength == 0) {
      unread = bytes;
      unreadAt = from;
      unreadLength = length;
      return;
    }
    if (!room(waitingLength + length)) {
      forget();
      unread = bytes;
      unreadAt = from;
      unreadLength = length;
      return;
    }
    MemorySegment.copy(bytes, JAVA_BYTE, from, waiting, waitingLength, length);
    waitingLength += length;
    showWaiting();
  }

  private void drainEarly() {
    while (!early.isEmpty() && early.first() - next <= 0) {
      byte[] segment = early.firstBytes();
      int skip = next - early.first();
      if (skip < segment.length) {
        if (unreadLength > 0 && waitingLength == 0) {
          keep(unread, unreadAt, unreadLength);
        }
        append(MemorySegment.ofArray(segment), skip, segment.length - skip);
      }
      early.removeFirst();
    }
  }

  private void skipTo(int sequence) {
    forget();
    next = sequence;
  }

  /// What waited is lost for the helper.
  private void forget() {
    gap = true;
    waitingLength = 0;
    unreadLength = 0;
  }

  /// Copies bytes that must outlive their packet.
  private void keep(MemorySegment bytes, long from, int length) {
    waitingLength = 0;
    if (!room(length)) {
      forget();
      return;
    }
    MemorySegment.copy(bytes, JAVA_BYTE, from, waiting, 0, length);
    waitingLength = length;
    showWaiting();
  }

  private void showWaiting() {
    if (waitingLength > 0) {
      unread = waitingView;
      unreadAt = 0;
    }
    unreadLength = waitingLength;
  }

  private boolean room(int needed) {
    if (needed <= waiting.length) {
      return true;
    }
    int size = Math.max(256, Integer.highestOneBit(needed) << 1);
    if (!budget.take(size - waiting.length)) {
      counters.memoryExhausted++;
      return false;
    }
    waiting = Arrays.copyOf(waiting, size);
    waitingView = MemorySegment.ofArray(waiting);
    return true;
  }
}
