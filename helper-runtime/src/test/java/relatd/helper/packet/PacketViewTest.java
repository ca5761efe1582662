// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.helper.packet.PacketView.Kind;
import relatd.helper.packet.TestPackets.Flag;

class PacketViewTest {
  private static final byte[] TEXT = "PASV\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private final PacketView view = new PacketView();

  static Stream<Tuple> tcpTuples() {
    return Stream.of(tuple("10.0.0.1", "192.0.2.255", 6), tuple("fd77:1::2", "2001:db8::ffff", 6));
  }

  static Tuple tuple(String from, String to, int protocol) {
    return Tuple.ofPorts(
        protocol, new Endpoint(Address.of(from), 40_001), new Endpoint(Address.of(to), 65_535));
  }

  @ParameterizedTest
  @MethodSource("tcpTuples")
  void readsTheTcpSegmentThatPcap4jWrote(Tuple tuple) {
    byte[] packet = TestPackets.tcp(tuple, -5, 77, TEXT, Flag.ACK, Flag.FIN);
    assertThat(wrap(packet)).isEqualTo(Kind.TCP);
    assertThat(view.tuple()).isEqualTo(tuple);
    assertThat(view.family()).isEqualTo(tuple.family());
    assertThat(view.sequence()).isEqualTo(-5);
    assertThat(view.acknowledgement()).isEqualTo(77);
    assertThat(view.hopLimit()).isEqualTo(63);
    assertThat(List.of(view.isAck(), view.isFin())).containsOnly(true);
    assertThat(List.of(view.isSyn(), view.isRst())).containsOnly(false);
    assertThat(payload(packet)).isEqualTo(TEXT);
  }

  @Test
  void aSynCountsAsOneNumberBeforeItsPayload() {
    byte[] packet = TestPackets.tcp(tcpTuples().findFirst().get(), -1, 0, TEXT, Flag.SYN);
    assertThat(wrap(packet)).isEqualTo(Kind.TCP);
    assertThat(view.sequence()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1 10.0.0.2", "fd77::1 fd77::2"})
  void readsTheDatagramThatPcap4jWrote(String addresses) {
    Tuple tuple = tuple(addresses.split(" ")[0], addresses.split(" ")[1], Protocol.UDP);
    byte[] packet = TestPackets.udp(tuple, TEXT, true);
    assertThat(wrap(packet)).isEqualTo(Kind.UDP);
    assertThat(view.tuple()).isEqualTo(tuple);
    assertThat(payload(packet)).isEqualTo(TEXT);
  }

  @Test
  void whatStandsBehindTheStatedLengthIsNotPayload() {
    tcpTuples()
        .forEach(tuple -> {
          byte[] packet = TestPackets.tcp(tuple, 1, 1, TEXT, Flag.ACK);
          byte[] padded = Arrays.copyOf(packet, packet.length + 9);
          assertThat(wrap(padded)).isEqualTo(Kind.TCP);
          assertThat(payload(padded)).isEqualTo(TEXT);
        });
  }

  @Test
  void aUdpLengthShorterThanThePacketEndsThePayload() {
    byte[] packet = TestPackets.udp(tuple("10.0.0.1", "10.0.0.2", 17), TEXT, true);
    ByteBuffer.wrap(packet).putShort(24, (short) 10);
    assertThat(wrap(packet)).isEqualTo(Kind.UDP);
    assertThat(payload(packet)).isEqualTo(Arrays.copyOf(TEXT, 2));
  }

  @Test
  void aFragmentIsNoPacket() {
    byte[] packet = TestPackets.tcp(tuple("10.0.0.1", "10.0.0.2", 6), 1, 1, TEXT, Flag.ACK);
    packet[6] = 0x20; // more fragments
    assertThat(wrap(packet)).isEqualTo(Kind.FRAGMENT);
    packet[6] = 0x00;
    packet[7] = 0x01; // not the first
    assertThat(wrap(packet)).isEqualTo(Kind.FRAGMENT);
    packet[6] = 0x40; // do not fragment
    packet[7] = 0x00;
    assertThat(wrap(packet)).isEqualTo(Kind.TCP);
  }

  @Test
  void otherProtocolsAreOthers() {
    byte[] packet = TestPackets.udp(tuple("10.0.0.1", "10.0.0.2", 17), TEXT, true);
    packet[9] = 47;
    assertThat(wrap(packet)).isEqualTo(Kind.OTHER);
    assertThat(view.protocol()).isEqualTo(47);
  }

  @Test
  void extensionHeadersAreWalked() {
    byte[] packet = TestPackets.tcp(tuple("fd77::1", "fd77::2", 6), 9, 1, TEXT, Flag.ACK);
    for (int[] chain :
        new int[][] {{0}, {43}, {60}, {51}, {44}, {0, 43, 60, 44, 51}, {60, 60, 60, 60, 60, 60}}) {
      byte[] extended = extended(packet, chain);
      assertThat(wrap(extended)).as(Arrays.toString(chain)).isEqualTo(Kind.TCP);
      assertThat(view.sequence()).isEqualTo(9);
      assertThat(payload(extended)).isEqualTo(TEXT);
    }
  }

  @Test
  void aChainOfMoreThanEightHeadersIsDamage() {
    byte[] packet = TestPackets.tcp(tuple("fd77::1", "fd77::2", 6), 9, 1, TEXT, Flag.ACK);
    assertThat(wrap(extended(packet, new int[7]))).isEqualTo(Kind.TCP);
    assertThat(wrap(extended(packet, new int[9]))).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void anIpv6FragmentIsNoPacketButAnAtomicOneIs() {
    byte[] packet = TestPackets.tcp(tuple("fd77::1", "fd77::2", 6), 9, 1, TEXT, Flag.ACK);
    byte[] fragment = extended(packet, new int[] {44});
    assertThat(wrap(fragment)).isEqualTo(Kind.TCP);
    fragment[43] = 1; // more fragments
    assertThat(wrap(fragment)).isEqualTo(Kind.FRAGMENT);
    fragment[43] = 8; // not the first
    assertThat(wrap(fragment)).isEqualTo(Kind.FRAGMENT);
  }

  @Test
  void everyTruncationIsDamage() {
    for (Tuple tuple : tcpTuples().toList()) {
      for (byte[] packet :
          List.of(
              TestPackets.tcp(tuple, 1, 1, TEXT, Flag.ACK), TestPackets.udp(tuple, TEXT, true))) {
        for (int length = 0; length < packet.length; length++) {
          assertThat(wrap(Arrays.copyOf(packet, length))).as("" + length).isEqualTo(Kind.DAMAGED);
        }
      }
    }
  }

  @Test
  void noChangeOfBitsMakesItReadBeyondItsEnd() {
    for (Tuple tuple : tcpTuples().toList()) {
      byte[] plain = TestPackets.tcp(tuple, 1, 1, TEXT, Flag.ACK);
      byte[] whole = tuple.family() == Family.INET ? plain : extended(plain, new int[] {0, 44, 51});
      for (int bit = 0; bit < whole.length * 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        readAll(flipped, "bit " + bit);
      }
      for (int seed = 0; seed < 20_000; seed++) {
        Random random = new Random(seed);
        byte[] noise = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        for (int change = random.nextInt(6); change >= 0; change--) {
          noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
        }
        readAll(noise, "seed " + seed);
      }
    }
  }

  private void readAll(byte[] packet, String what) {
    Kind kind = wrap(packet);
    if (kind == Kind.TCP || kind == Kind.UDP) {
      assertThat(view.end()).as(what).isLessThanOrEqualTo(packet.length);
      assertThat(view.payloadLength()).as(what).isNotNegative();
      assertThat(payload(packet)).as(what).hasSize(view.payloadLength());
      assertThat(view.tuple().protocol()).isEqualTo(view.protocol());
    }
  }

  private Kind wrap(byte[] packet) {
    return view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
  }

  private byte[] payload(byte[] packet) {
    return Arrays.copyOfRange(packet, (int) view.payload(), (int) view.end());
  }

  /// The packet with extension headers of these types put in, as long as their type's shortest.
  static byte[] extended(byte[] packet, int[] types) {
    int extra = Arrays.stream(types).map(type -> 8).sum();
    ByteBuffer out = ByteBuffer.allocate(packet.length + extra);
    out.put(packet, 0, 40);
    int transport = packet[6];
    out.putShort(4, (short) (packet.length - 40 + extra));
    int previous = 6;
    for (int type : types) {
      out.put(previous, (byte) type);
      previous = out.position();
      out.put((byte) 0).put((byte) 0).putShort((short) 0).putInt(0); // 51: (0 + 2) * 4 bytes
    }
    out.put(previous, (byte) transport);
    return out.put(packet, 40, packet.length - 40).array();
  }
}
