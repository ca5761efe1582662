// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.helper.packet.PacketView;

/// What a rehearsal makes up reads like what the kernel queues.
final class FeignedPacketTest {
  private final PacketView view = new PacketView();

  @ParameterizedTest
  @EnumSource(Family.class)
  void aSegmentReadsAsItWasMeant(Family family) {
    Tuple tuple = Tuple.tcp(end(family, 1, 4_711), end(family, 2, 21));
    int flags = FeignedPacket.ACK | FeignedPacket.PUSH;
    assertThat(read(FeignedPacket.tcp(tuple, flags, 1_000, -2, "PASV\r\n")))
        .isEqualTo(PacketView.Kind.TCP);
    assertThat(view.tuple()).isEqualTo(tuple);
    assertThat(view.isAck()).isTrue();
    assertThat(view.isSyn()).isFalse();
    assertThat(text()).isEqualTo("PASV\r\n");
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aDatagramReadsAsItWasMeant(Family family) {
    Tuple tuple = Tuple.udp(end(family, 2, 5_060), end(family, 1, 1_024));
    assertThat(read(FeignedPacket.udp(tuple, "\r\n\r\n"))).isEqualTo(PacketView.Kind.UDP);
    assertThat(view.tuple()).isEqualTo(tuple);
    assertThat(text()).isEqualTo("\r\n\r\n");
  }

  private PacketView.Kind read(byte[] packet) {
    return view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
  }

  private String text() {
    byte[] payload = new byte[view.payloadLength()];
    MemorySegment.copy(
        view.bytes(),
        java.lang.foreign.ValueLayout.JAVA_BYTE,
        view.payload(),
        payload,
        0,
        payload.length);
    return new String(payload, StandardCharsets.ISO_8859_1);
  }

  private static Endpoint end(Family family, int host, int port) {
    return new Endpoint(
        Address.of((family == Family.INET ? "192.0.2." : "2001:db8::") + host), port);
  }
}
