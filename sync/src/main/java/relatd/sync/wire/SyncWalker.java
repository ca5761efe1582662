// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.U16;

import java.lang.foreign.MemorySegment;

/// Splits what a channel received into messages.
///
/// They lie one behind the other without gaps: the next begins where the stated length ends,
/// aligned or not. A length that cannot be ends the walk, because nothing says where the next one
/// begins; a message of another version is counted and stepped over.
public final class SyncWalker {
  private final WireCounters counters;
  private final SyncMessage message = new SyncMessage();
  private MemorySegment buffer = MemorySegment.NULL;
  private long next;
  private long end;
  private boolean stream;
  private boolean outOfFrame;

  public SyncWalker(WireCounters counters) {
    this.counters = counters;
  }

  /// Starts over with the datagram at `[from, from + size)`.
  public SyncWalker wrapDatagram(MemorySegment buffer, long from, long size) {
    return wrap(buffer, from, size, false);
  }

  /// Starts over with bytes of a stream: a message whose end is still missing ends the walk without
  /// being malformed, and [#rest] says where it begins.
  public SyncWalker wrapStream(MemorySegment buffer, long from, long size) {
    return wrap(buffer, from, size, true);
  }

  private SyncWalker wrap(MemorySegment buffer, long from, long size, boolean stream) {
    this.buffer = buffer;
    this.next = from;
    this.end = from + size;
    this.stream = stream;
    this.outOfFrame = false;
    return this;
  }

  /// Moves to the next message of our version; false when there is none.
  public boolean next() {
    while (next < end) {
      if (!isWhole()) {
        return false;
      }
      next += message.length();
      if (message.version() == SyncMessage.VERSION) {
        return true;
      }
      counters.count(MalformedWire.WRONG_VERSION);
    }
    return false;
  }

  /// The message it stands on; the same object each time.
  public SyncMessage message() {
    return message;
  }

  /// Where the bytes begin that no message has used: those of a stream are to be shown again with
  /// what follows them. At most [SyncMessage#MAX_LENGTH] - 1 of them.
  public long rest() {
    return next;
  }

  /// Whether the walk ended where no message can begin: a stream will never find back.
  public boolean isOutOfFrame() {
    return outOfFrame;
  }

  private boolean isWhole() {
    long left = end - next;
    if (left < SyncMessage.HEADER) {
      return missing(MalformedWire.TRUNCATED);
    }
    int length = buffer.get(U16, next + 2) & 0xffff;
    if (length == 0) {
      return stop(MalformedWire.BAD_SIZE);
    }
    if (length > left) {
      return missing(MalformedWire.BAD_SIZE);
    }
    message.wrap(buffer, next);
    if (!message.hasRange()) {
      return length >= SyncMessage.HEADER || stop(MalformedWire.BAD_SIZE);
    }
    if (left < SyncMessage.RANGE_HEADER) {
      return missing(MalformedWire.TRUNCATED);
    }
    return length >= SyncMessage.RANGE_HEADER || stop(MalformedWire.BAD_SIZE);
  }

  /// A datagram will get no more bytes, a stream will.
  private boolean missing(MalformedWire cause) {
    return !stream && stop(cause);
  }

  private boolean stop(MalformedWire cause) {
    counters.count(cause);
    outOfFrame = true;
    next = end;
    return false;
  }
}
