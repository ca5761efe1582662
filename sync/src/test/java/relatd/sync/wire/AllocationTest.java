// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.MessageWalker;

/// Neither an event on its way out nor a message on its way in makes an object.
class AllocationTest {
  private static final int EVENTS = 2_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final MemorySegment into = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final SyncWriter writer =
      new SyncWriter(MemorySegment.ofArray(new byte[1 << 16]), 1472, 64);
  private long sum;

  @Test
  void encodingAnEventAllocatesNothing() {
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
    ConntrackMessage message = new ConntrackMessage();
    ConntrackWire before = new ConntrackWire();
    assertThat(
            leastAllocated(
                KernelMessages.first("k6.18-ct-get-reply-tcp4-snat-helper-seqadj"),
                walker -> {
                  message.wrap(walker);
                  int length = encoder.encode(message, into, 0);
                  before.wrap(into, 0, length);
                  send(encoder.encodeOver(before, message, into, 0), SyncMessage.CT_UPD);
                }))
        .isZero();
  }

  @Test
  void encodingAnExpectationAllocatesNothing() {
    ExpectEncoder encoder = new ExpectEncoder(WireOptions.DEFAULT);
    ExpectMessage message = new ExpectMessage();
    ExpectWire wire = new ExpectWire();
    assertThat(
            leastAllocated(
                KernelMessages.first("k6.18-exp-new-ftp4-port-snat"),
                walker -> {
                  int length = encoder.encode(message.wrap(walker), into, 0);
                  wire.wrap(into, 0, length);
                  key(wire.master());
                  key(wire.tuple());
                  sum += wire.flags() + wire.policyClass() + wire.nat().sourcePort();
                  send(length, SyncMessage.EXP_NEW);
                }))
        .isZero();
  }

  @Test
  void readingADatagramAllocatesNothing() {
    byte[] datagram =
        Capture.of("ftfw-startup-resync-aggregate-udp4").payloads().stream()
            .map(Capture.Payload::bytes)
            .filter(bytes -> bytes.length == 1456)
            .findFirst()
            .orElseThrow();
    MemorySegment bytes = MemorySegment.ofArray(datagram);
    SyncWalker walker = new SyncWalker(new WireCounters());
    ConntrackWire conntrack = new ConntrackWire();
    ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
    assertThat(
            leastAllocated(
                KernelMessages.first("k6.18-ack-ok"),
                _ -> {
                  walker.wrapDatagram(bytes, 0, datagram.length);
                  while (walker.next()) {
                    conntrack.wrap(walker.message());
                    key(conntrack);
                    sum += encoder.encode(conntrack, into, 0);
                  }
                }))
        .isZero();
  }

  private interface Event {
    void take(MessageWalker walker);
  }

  private void send(int length, int type) {
    if (!writer.hasRoom(SyncMessage.HEADER + length)) {
      sum += writer.size();
      writer.reset();
    }
    writer.putData(type, 0, (int) sum++, into, 0, length);
  }

  private void key(ConntrackWire conntrack) {
    key(conntrack.original());
    sum += conntrack.sourceIdentifier() + conntrack.destinationIdentifier() + conntrack.zone();
    sum += conntrack.family().ordinal() + (conntrack.isComplete() ? 1 : 0);
  }

  private void key(WireTuple tuple) {
    sum += tuple.sourceHigh() ^ tuple.sourceLow() ^ tuple.destinationHigh();
    sum += tuple.destinationLow() + tuple.protocol() + tuple.sourcePort();
  }

  /// The first run warms up; the virtual machine's own doings may hit one of the others.
  private long leastAllocated(MessageWalker walker, Event event) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 6; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < EVENTS; i++) {
        event.take(walker);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = run == 0 ? least : Math.min(least, allocated);
    }
    assertThat(sum).isNotZero();
    return least;
  }
}
