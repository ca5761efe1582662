// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.EventType;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.MessageWalker;

/// The kernel's events that one C daemon read, and what it sent at the same time: from the former
/// comes the latter, byte for byte.
///
/// The daemon keeps an entry's image and sends it some time after the event. So here: all events
/// captured before a message are taken, then the entry's image must be that message's.
class KernelEventsTest {
  private static final String NODE = "10.99.0.1";
  private static final int CONNTRACKS = 1;
  private static final int EXPECTATIONS = 2;
  private static final int GET = 1;

  private final ConntrackMessage conntrackMessage = new ConntrackMessage();
  private final ExpectMessage expectMessage = new ExpectMessage();
  private final ConntrackEncoder conntracks = new ConntrackEncoder(WireOptions.DEFAULT);
  private final ExpectEncoder expectations = new ExpectEncoder(WireOptions.DEFAULT);
  private final Map<Object, byte[]> images = new HashMap<>();
  private final Map<Object, EventType> last = new HashMap<>();
  private final byte[] room = new byte[ConntrackEncoder.MAX_IMAGE];
  private int compared;

  @Test
  void becomeTheMessagesThatTheOriginalSent() {
    Iterator<Capture.Payload> events =
        Capture.of("pair-kernel-events-netlink").payloads().iterator();
    Capture.Payload event = events.next();
    for (Capture.Payload sent : Capture.of("pair-kernel-events-sync-udp4").payloads()) {
      while (event != null && event.micros() <= sent.micros()) {
        take(event.bytes());
        event = events.hasNext() ? events.next() : null;
      }
      if (sent.from().toString().equals(NODE)) {
        compare(sent.bytes());
      }
    }
    assertThat(compared).isEqualTo(18);
  }

  private void take(byte[] datagram) {
    MessageWalker walker =
        new MessageWalker().wrap(MemorySegment.ofArray(datagram), 0, datagram.length);
    while (walker.next()) {
      if (walker.operation() == GET) {
        continue; // the daemon's own request for a dump
      }
      if (walker.subsystem() == CONNTRACKS) {
        takeConntrack(conntrackMessage.wrap(walker));
      } else if (walker.subsystem() == EXPECTATIONS) {
        takeExpectation(expectMessage.wrap(walker));
      }
    }
  }

  private void takeConntrack(ConntrackMessage message) {
    Tuple key = message.original().toTuple();
    MemorySegment into = MemorySegment.ofArray(room);
    last.put(key, message.event());
    switch (message.event()) {
      case NEW -> put(key, conntracks.encode(message, into, 0));
      case UPDATE -> {
        byte[] image = images.get(key);
        if (image == null) {
          put(key, conntracks.encode(message, into, 0));
        } else {
          ConntrackWire before = new ConntrackWire();
          assertThat(before.wrap(MemorySegment.ofArray(image), 0, image.length)).isTrue();
          put(key, conntracks.encodeOver(before, message, into, 0));
        }
      }
      case DESTROY -> assertThat(images).containsKey(key);
    }
  }

  private void takeExpectation(ExpectMessage message) {
    List<Tuple> key = List.of(message.master().toTuple(), message.tuple().toTuple());
    last.put(key, message.event());
    if (message.event() == EventType.NEW) {
      put(key, expectations.encode(message, MemorySegment.ofArray(room), 0));
    }
  }

  private void put(Object key, int length) {
    images.put(key, Arrays.copyOf(room, length));
  }

  private void compare(byte[] datagram) {
    ConntrackWire conntrack = new ConntrackWire();
    ExpectWire expectation = new ExpectWire();
    SyncWalker walker = Wire.datagram(datagram, new WireCounters());
    while (walker.next()) {
      SyncMessage message = walker.message();
      if (!message.isData()) {
        continue;
      }
      Object key;
      if (message.isConntrack()) {
        assertThat(conntrack.wrap(message)).isTrue();
        key = conntrack.toConntrack().orElseThrow().original();
      } else {
        assertThat(expectation.wrap(message)).isTrue();
        key = List.of(expectation.master().toTuple(), expectation.tuple().toTuple());
      }
      assertThat(images.get(key))
          .as(() -> String.join("\n", WireText.lines(message)))
          .isEqualTo(Wire.image(message));
      boolean deletes =
          message.type() == SyncMessage.CT_DEL || message.type() == SyncMessage.EXP_DEL;
      assertThat(last.get(key) == EventType.DESTROY).isEqualTo(deletes);
      compared++;
    }
  }
}
