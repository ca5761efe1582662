// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.helper.packet.TestPackets.Flag;

/// Pcap4J judges what the editor wrote: lengths agree and both checksums are right.
class PacketEditorTest {
  private final PacketEditor editor = new PacketEditor(MemorySegment.ofArray(new byte[65_535]));
  private final PacketView view = new PacketView();

  @Test
  void anyReplacementLeavesAValidPacketBehind() throws IllegalRawDataException {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      boolean inet = random.nextBoolean();
      boolean isTcp = random.nextBoolean();
      Tuple tuple =
          PacketViewTest.tuple(
              inet ? "10.0.0.1" : "fd77::1", inet ? "10.0.0.2" : "fd77::2", isTcp ? 6 : 17);
      byte[] payload = bytes(random, 1 + random.nextInt(40));
      byte[] packet =
          isTcp
              ? TestPackets.tcp(tuple, random.nextInt(), random.nextInt(), payload, Flag.ACK)
              : TestPackets.udp(tuple, payload, true);
      int from = random.nextInt(payload.length + 1);
      int to = from + random.nextInt(payload.length - from + 1);
      byte[] with = bytes(random, random.nextInt(30));
      byte[] edited = replace(packet, from, to, with);
      assertThat(payloadOf(edited, isTcp, inet))
          .as("seed " + seed)
          .isEqualTo(spliced(payload, from, to, with));
      assertValid(edited, tuple, "seed " + seed);
    }
  }

  @Test
  void aDatagramGoesToAnotherPortWithAValidChecksum() throws IllegalRawDataException {
    for (String hosts : new String[] {"10.0.0.1 10.0.0.2", "fd77::1 fd77::2"}) {
      Tuple tuple = PacketViewTest.tuple(hosts.split(" ")[0], hosts.split(" ")[1], 17);
      wrap(TestPackets.udp(tuple, new byte[] {1, 2, 3}, true));
      editor.begin(view);
      editor.deliverTo(5_062);
      editor.keep(0, 3);
      assertThat(editor.end()).isTrue();
      byte[] edited = editor.bytes().asSlice(0, editor.length()).toArray(ValueLayout.JAVA_BYTE);
      assertValid(edited, tuple, hosts);
      wrap(edited);
      assertThat(view.destinationPort()).isEqualTo(5_062);
      assertThat(view.sourcePort()).isEqualTo(tuple.sourcePort());
    }
  }

  @Test
  void aDatagramWithoutChecksumKeepsNoneOverIpv4() {
    Tuple tuple = PacketViewTest.tuple("10.0.0.1", "10.0.0.2", 17);
    byte[] edited =
        replace(TestPackets.udp(tuple, new byte[] {1, 2, 3}, false), 0, 1, new byte[] {9, 9});
    assertThat(edited[26] | edited[27]).isZero();
  }

  @Test
  void aDatagramWithoutChecksumGetsOneOverIpv6() throws IllegalRawDataException {
    Tuple tuple = PacketViewTest.tuple("fd77::1", "fd77::2", 17);
    byte[] edited =
        replace(TestPackets.udp(tuple, new byte[] {1, 2, 3}, false), 0, 1, new byte[] {9, 9});
    assertThat(edited[46] | edited[47]).isNotZero();
    assertValid(edited, tuple, "IPv6");
  }

  @Test
  void aUdpChecksumThatComesOutAsZeroIsSentAsAllOnes() {
    for (String hosts : new String[] {"10.0.0.1 10.0.0.2", "fd77::1 fd77::2"}) {
      Tuple tuple = PacketViewTest.tuple(hosts.split(" ")[0], hosts.split(" ")[1], 17);
      byte[] packet = TestPackets.udp(tuple, new byte[2], true);
      int field = packet.length - 2 - 2;
      byte[] checksum = Arrays.copyOfRange(packet, field, field + 2);
      byte[] edited = replace(packet, 0, 2, checksum); // the sum of all words is now all ones
      assertThat(Arrays.copyOfRange(edited, field, field + 2)).containsExactly(0xff, 0xff);
    }
  }

  @Test
  void aPacketTooLongForIpIsRefused() {
    Tuple tuple = PacketViewTest.tuple("10.0.0.1", "10.0.0.2", 6);
    wrap(TestPackets.tcp(tuple, 1, 1, new byte[60_000], Flag.ACK));
    editor.begin(view);
    editor.keep(0, 60_000);
    editor.insert(new byte[5_495], 0, 5_495);
    assertThat(editor.end()).isTrue();
    editor.begin(view);
    editor.keep(0, 60_000);
    editor.insert(new byte[5_496], 0, 5_496);
    assertThat(editor.end()).isFalse();
  }

  @Test
  void aBufferThatIsTooSmallIsRefusedAtOnce() {
    assertThatThrownBy(() -> new PacketEditor(MemorySegment.ofArray(new byte[65_534])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private byte[] replace(byte[] packet, int from, int to, byte[] with) {
    wrap(packet);
    editor.begin(view);
    editor.keep(0, from);
    editor.insert(with, 0, with.length);
    editor.keep(to, view.payloadLength());
    assertThat(editor.end()).isTrue();
    return editor.bytes().asSlice(0, editor.length()).toArray(ValueLayout.JAVA_BYTE);
  }

  private void wrap(byte[] packet) {
    view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
  }

  private static byte[] payloadOf(byte[] packet, boolean tcp, boolean inet) {
    int headers = (inet ? 20 : 40) + (tcp ? 20 : 8);
    return Arrays.copyOfRange(packet, headers, packet.length);
  }

  private static void assertValid(byte[] bytes, Tuple tuple, String what)
      throws IllegalRawDataException {
    Packet ip;
    if (tuple.family() == Family.INET) {
      IpV4Packet inet = IpV4Packet.newPacket(bytes, 0, bytes.length);
      assertThat(inet.getHeader().hasValidChecksum(false)).as(what).isTrue();
      assertThat(inet.getHeader().getTotalLengthAsInt()).as(what).isEqualTo(bytes.length);
      ip = inet;
    } else {
      IpV6Packet inet6 = IpV6Packet.newPacket(bytes, 0, bytes.length);
      assertThat(inet6.getHeader().getPayloadLengthAsInt()).as(what).isEqualTo(bytes.length - 40);
      ip = inet6;
    }
    var from = TestPackets.address(tuple.sourceEndpoint());
    var to = TestPackets.address(tuple.destinationEndpoint());
    TcpPacket tcp = ip.get(TcpPacket.class);
    UdpPacket udp = ip.get(UdpPacket.class);
    if (tcp != null) {
      assertThat(tcp.hasValidChecksum(from, to, false)).as(what).isTrue();
    } else {
      assertThat(udp.hasValidChecksum(from, to, false)).as(what).isTrue();
      assertThat(udp.getHeader().getLengthAsInt()).as(what).isEqualTo(udp.length());
    }
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] out = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
    System.arraycopy(with, 0, out, from, with.length);
    System.arraycopy(bytes, to, out, from + with.length, bytes.length - to);
    return out;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
