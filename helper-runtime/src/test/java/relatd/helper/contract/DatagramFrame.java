// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.pcap4j.packet.AbstractPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc1349Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.UdpPort;
import org.pcap4j.util.MacAddress;

/// One UDP datagram in an Ethernet frame, with Pcap4J as its author.
final class DatagramFrame {
  private DatagramFrame() {}

  static byte[] of(String from, int fromPort, String to, int toPort, byte[] payload) {
    try {
      return frame(
          InetAddress.getByName(from), fromPort, InetAddress.getByName(to), toPort, payload);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] frame(
      InetAddress from, int fromPort, InetAddress to, int toPort, byte[] payload) {
    UdpPacket.Builder udp =
        new UdpPacket.Builder()
            .srcAddr(from)
            .dstAddr(to)
            .srcPort(UdpPort.getInstance((short) fromPort))
            .dstPort(UdpPort.getInstance((short) toPort))
            .payloadBuilder(new UnknownPacket.Builder().rawData(payload))
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true);
    boolean inet = from instanceof Inet4Address;
    return new EthernetPacket.Builder()
        .srcAddr(MacAddress.getByName("02:00:00:00:00:01"))
        .dstAddr(MacAddress.getByName("02:00:00:00:00:02"))
        .type(inet ? EtherType.IPV4 : EtherType.IPV6)
        .payloadBuilder(inet ? inet(from, to, udp) : inet6(from, to, udp))
        .paddingAtBuild(true)
        .build()
        .getRawData();
  }

  private static AbstractPacket.AbstractBuilder inet(
      InetAddress from, InetAddress to, UdpPacket.Builder udp) {
    return new IpV4Packet.Builder()
        .version(IpVersion.IPV4)
        .tos(IpV4Rfc1349Tos.newInstance((byte) 0))
        .ttl((byte) 64)
        .protocol(IpNumber.UDP)
        .srcAddr((Inet4Address) from)
        .dstAddr((Inet4Address) to)
        .payloadBuilder(udp)
        .correctChecksumAtBuild(true)
        .correctLengthAtBuild(true);
  }

  private static AbstractPacket.AbstractBuilder inet6(
      InetAddress from, InetAddress to, UdpPacket.Builder udp) {
    return new IpV6Packet.Builder()
        .version(IpVersion.IPV6)
        .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
        .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
        .nextHeader(IpNumber.UDP)
        .hopLimit((byte) 64)
        .srcAddr((Inet6Address) from)
        .dstAddr((Inet6Address) to)
        .payloadBuilder(udp)
        .correctLengthAtBuild(true);
  }
}
