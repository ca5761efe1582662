// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.helper.packet.PacketView;

/// Datagrams that passed are read from copies, in their order, once.
class PassedDatagramsTest {
  private final PassedDatagrams passed = new PassedDatagrams(100);
  private final PacketView view = new PacketView();

  @Test
  void theyComeInTheOrderOfTheirArrivalAndOnce() {
    keep(1_001);
    keep(1_002);
    assertThat(ports()).containsExactly(1_001, 1_002);
    assertThat(ports()).isEmpty();
    keep(1_003);
    assertThat(ports()).containsExactly(1_003);
  }

  @Test
  void whatDoesNotFitPassesUnread() {
    keep(1_001);
    keep(1_002);
    keep(1_003);
    keep(1_004);
    assertThat(ports()).containsExactly(1_001, 1_002, 1_003);
  }

  @Test
  void noRoomKeepsNothing() {
    PassedDatagrams none = new PassedDatagrams(0);
    none.keep(MemorySegment.ofArray(datagram(1_001)), 0, 30);
    assertThat(none.next(view)).isFalse();
  }

  private void keep(int port) {
    byte[] packet = datagram(port);
    byte[] message = new byte[packet.length + 4];
    System.arraycopy(packet, 0, message, 4, packet.length);
    MemorySegment segment = MemorySegment.ofArray(message);
    passed.keep(segment, 4, packet.length);
    segment.fill((byte) 0); // the next batch overwrites it
  }

  private List<Integer> ports() {
    List<Integer> ports = new ArrayList<>();
    while (passed.next(view)) {
      ports.add(view.sourcePort());
    }
    return ports;
  }

  /// 30 bytes: IPv4 and UDP header, two bytes of text.
  private static byte[] datagram(int port) {
    byte[] packet = new byte[30];
    packet[0] = 0x45;
    packet[3] = 30;
    packet[8] = 64;
    packet[9] = 17;
    packet[20] = (byte) (port >> 8);
    packet[21] = (byte) port;
    packet[23] = 69;
    packet[25] = 10;
    return packet;
  }
}
