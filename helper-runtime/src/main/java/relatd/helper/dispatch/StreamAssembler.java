// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.lang.foreign.MemorySegment;
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

  private final int window;
  private final DispatchCounters counters;
  private final RecentBytes recent;
  private final EarlySegments early;
  private final WaitingBytes waiting;
  private boolean started;
  private boolean finished;
  private boolean gap;
  private boolean readFromStart;
  private boolean understood;
  private int next;
  private int confirmed; // what the receiver has, as far as known
  private MemorySegment unread = MemorySegment.NULL;
  private long unreadAt;
  private int unreadLength;

  StreamAssembler(int window, MemoryBudget budget, DispatchCounters counters) {
    this.window = window;
    this.counters = counters;
    recent = new RecentBytes(budget);
    early = new EarlySegments(budget);
    waiting = new WaitingBytes(budget);
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
      readFromStart = true;
      next = sequence;
      confirmed = sequence;
    }
  }

  /// A FIN without payload: the acknowledgement of its number covers no byte.
  void finish() {
    finished = true;
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
      confirmed = sequence - 1;
    }
    finished |= packet.isFin();
    int old = next - sequence;
    if (old > 0) {
      int repeated = Math.min(old, length);
      // a keep-alive's byte may be anything, as its receiver has it
      boolean probe = old == 1 && length == 1 && confirmed == next;
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
    if (!early.agrees(packet.bytes(), from, length, sequence)) {
      counters.inconsistent++;
      return Arrival.INCONSISTENT;
    }
    if (old < 0) {
      counters.reordered++;
      return early.add(packet.bytes(), from, length, sequence)
          ? Arrival.NOTHING
          : acceptBehindGap(packet);
    }
    append(packet.bytes(), from, length);
    drainEarly();
    return Arrival.DATA;
  }

  /// Too much waits for what is missing: that is given up.
  private Arrival acceptBehindGap(PacketView packet) {
    counters.gaps++;
    skipTo(packet.sequence());
    return accept(packet) == Arrival.INCONSISTENT
        ? Arrival.INCONSISTENT
        : unreadLength > 0 ? Arrival.DATA : Arrival.NOTHING;
  }

  /// The other side acknowledged bytes up to here, in the sender's numbering. What was not seen by
  /// then will not come.
  ///
  /// @return whether [#unread] has grown by what waited behind
  boolean acknowledged(int sequence) {
    if (started && sequence - confirmed > 0 && sequence - next <= 0) {
      confirmed = sequence;
    }
    if (!started || finished || sequence - next <= 0 || sequence - next > 1 << 30) {
      return false;
    }
    counters.gaps++;
    skipTo(sequence);
    return unreadLength > 0;
  }

  /// Whether the connection was seen from its first number on, but not the first bytes.
  boolean hasLostItsBeginning() {
    return readFromStart && gap && !understood;
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
      understood = true;
    }
    if (left > window) {
      counters.windowOverflow++;
      forget();
      return;
    }
    if (left == 0) {
      waiting.clear();
    } else if (waiting.isEmpty()) {
      keep(unread, unreadAt + bytes, left);
    } else {
      waiting.removeFirst(bytes);
    }
    showWaiting();
  }

  /// The unread bytes were not sent on and will come again.
  void rewind() {
    next = unreadFrom();
    waiting.clear();
    unreadLength = 0;
  }

  void release() {
    recent.release();
    early.clear();
    waiting.release();
    unreadLength = 0;
    unread = MemorySegment.NULL;
  }

  private void append(MemorySegment bytes, long from, int length) {
    if (waiting.isEmpty() && unreadLength > 0) {
      keep(unread, unreadAt, unreadLength); // they lie in another packet, or came early
    }
    recent.add(bytes, from, length, next);
    next += length;
    if (!waiting.isEmpty()) {
      if (waiting.add(bytes, from, length)) {
        showWaiting();
        return;
      }
      counters.memoryExhausted++;
      forget();
    }
    unread = bytes;
    unreadAt = from;
    unreadLength = length;
  }

  private void drainEarly() {
    while (!early.isEmpty() && early.first() - next <= 0) {
      byte[] segment = early.firstBytes();
      int skip = next - early.first();
      if (skip < segment.length) {
        append(MemorySegment.ofArray(segment), skip, segment.length - skip);
      }
      early.removeFirst();
    }
  }

  /// Goes on behind a gap: at this number, or at what waits before it.
  private void skipTo(int sequence) {
    forget();
    boolean waits = !early.isEmpty() && early.first() - sequence < 0;
    next = waits ? early.first() : sequence;
    drainEarly();
  }

  /// What waited is lost for the helper.
  private void forget() {
    gap = true;
    waiting.clear();
    unreadLength = 0;
  }

  /// Copies bytes that must outlive their packet.
  private void keep(MemorySegment bytes, long from, int length) {
    waiting.clear();
    if (!waiting.add(bytes, from, length)) {
      counters.memoryExhausted++;
      forget();
      return;
    }
    showWaiting();
  }

  private void showWaiting() {
    if (!waiting.isEmpty()) {
      unread = waiting.view();
      unreadAt = 0;
    }
    unreadLength = waiting.length();
  }
}
