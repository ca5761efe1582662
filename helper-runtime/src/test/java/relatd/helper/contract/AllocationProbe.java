// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.DispatchLog;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Expectations;
import relatd.helper.dispatch.Flow;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;

/// Measures what a packet allocates that a helper reads in vain: the first payload of a capture, as
/// new bytes of the same flow again and again.
final class AllocationProbe implements Expectations, DispatchLog, Verdicts {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 1_000;

  private final Dispatcher dispatcher =
      new Dispatcher(
          1, 1 << 20, MemorySegment.ofArray(new byte[65_536]), this, this, this, new Random(1));
  private final PacketView view = new PacketView();
  private final ByteBuffer bytes;
  private final MemorySegment packet;
  private final Flow flow;
  private final Direction direction;
  private final boolean tcp;
  private int sequence;
  private long nanos = 1;
  private boolean found;

  private AllocationProbe(Helper helper, Segment segment, Segment first) {
    bytes = ByteBuffer.wrap(segment.bytes().clone());
    packet = MemorySegment.ofArray(bytes.array());
    tcp = segment.isTcp();
    Tuple original = (Tuple) first.way();
    direction = original.equals(segment.way()) ? Direction.ORIGINAL : Direction.REPLY;
    flow = dispatcher.open(Connection.of(original), ConfiguredHelper.of(helper));
    sequence = tcp ? segment.sequence() : 0;
    send();
  }

  /// Empty when the capture's first payload is one that a helper does find something in, or is not
  /// read at all: those may allocate.
  static Optional<AllocationProbe> of(Helper helper, Trace trace) {
    List<Segment> packets = trace.packets();
    for (Segment segment : packets) {
      boolean relevant = segment.isPayloadOf(helper.ports()) || !segment.isTcp();
      if (relevant && segment.length() > 0) {
        AllocationProbe probe = new AllocationProbe(helper, segment, packets.getFirst());
        return probe.found || probe.flow.isOpaque() ? Optional.empty() : Optional.of(probe);
      }
    }
    return Optional.empty();
  }

  long bytesPerThousandPackets() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UP; i++) {
      send();
    }
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      send();
    }
    long after = threads.getCurrentThreadAllocatedBytes();
    if (flow.isOpaque() || found) {
      throw new AssertionError("the packet found something after all");
    }
    return after - before;
  }

  private void send() {
    view.wrap(packet, 0, bytes.capacity());
    if (tcp) {
      bytes.putInt((int) view.layer4() + 4, view.isSyn() ? sequence - 1 : sequence);
      sequence += view.payloadLength();
    }
    dispatcher.dispatch(flow, direction, view, 1, nanos++);
  }

  @Override
  public Grant create(Expectation expectation) {
    found = true;
    return Grant.CREATED;
  }

  @Override
  public void refresh(Expectation expectation) {}

  @Override
  public void delete(Expectation expectation) {}

  @Override
  public void expected(Flow flow, Expectation expectation) {}

  @Override
  public void withdrawn(Flow flow, Expectation expectation) {}

  @Override
  public void refused(Flow flow, String reason) {
    found = true;
  }

  @Override
  public void opaque(Flow flow, String reason) {}

  @Override
  public void dropped(Flow flow, String reason) {}

  @Override
  public void fault(Flow flow, Throwable fault) {
    throw new AssertionError(fault);
  }

  @Override
  public void disabled(String helper) {}

  @Override
  public void accept(int packetId) {}

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {}

  @Override
  public void drop(int packetId) {}
}
