// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.lang.foreign.MemorySegment;
import relatd.sync.channel.Receiver;
import relatd.sync.wire.MalformedWire;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.WireCounters;

/// The way of the peer's bytes: split into messages, judged by the mode, applied; what is wrong is
/// counted, and what follows it is heard.
public final class Reception {
  private final SyncMode mode;
  private final MessageSink sink;
  private final WireCounters counters;
  private final SyncWalker walker;
  private boolean good;

  public Reception(SyncMode mode, MessageSink sink, WireCounters counters) {
    this.mode = mode;
    this.sink = sink;
    this.counters = counters;
    this.walker = new SyncWalker(counters);
  }

  /// Takes a datagram.
  public void datagram(MemorySegment buffer, long from, int length) {
    sink.coming(buffer, from, length);
    walker.wrapDatagram(buffer, from, length);
    good = takeAll();
  }

  /// Takes the whole messages of a stream.
  ///
  /// @return bytes used, the rest is to be shown again with what follows it; or
  ///   [relatd.sync.channel.Receiver#OUT_OF_FRAME]
  public int stream(MemorySegment buffer, long from, int length) {
    sink.coming(buffer, from, length);
    walker.wrapStream(buffer, from, length);
    good = takeAll();
    return walker.isOutOfFrame() ? Receiver.OUT_OF_FRAME : (int) (walker.rest() - from);
  }

  /// Whether one of the messages taken last was good: then their link is alive.
  public boolean wasGood() {
    return good;
  }

  private boolean takeAll() {
    boolean good = false;
    while (walker.next()) {
      good |= take(walker.message());
    }
    return good;
  }

  private boolean take(SyncMessage message) {
    return switch (mode.receive(message)) {
      case DATA -> {
        apply(message);
        yield true;
      }
      case CONTROL -> true;
      case DROP -> false;
      case BAD -> {
        counters.count(MalformedWire.MALFORMED_HEADER);
        yield false;
      }
    };
  }

  private void apply(SyncMessage message) {
    if (message.type() > SyncMessage.EXP_DEL) {
      counters.count(MalformedWire.BAD_TYPE);
    } else if (!sink.apply(message)) {
      counters.count(MalformedWire.MALFORMED_PAYLOAD);
    }
  }
}
