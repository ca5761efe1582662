// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.pcap4j.packet.AbstractPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc1349Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.TcpPort;
import org.pcap4j.packet.namednumber.UdpPort;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;

/// IP packets that Pcap4J wrote, for code that must read them alike.
public final class TestPackets {
  /// Flags of a TCP segment.
  public enum Flag {
    SYN,
    ACK,
    FIN,
    RST
  }

  private TestPackets() {}

  /// A TCP segment from a tuple's source to its destination.
  public static byte[] tcp(
      Tuple tuple, int sequence, int acknowledgement, byte[] payload, Flag... flags) {
    TcpPacket.Builder tcp =
        new TcpPacket.Builder()
            .srcAddr(address(tuple.sourceEndpoint()))
            .dstAddr(address(tuple.destinationEndpoint()))
            .srcPort(TcpPort.getInstance((short) tuple.sourcePort()))
            .dstPort(TcpPort.getInstance((short) tuple.destinationPort()))
            .sequenceNumber(sequence)
            .acknowledgmentNumber(acknowledgement)
            .window((short) 1_000)
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true);
    for (Flag flag : flags) {
      switch (flag) {
        case SYN -> tcp.syn(true);
        case ACK -> tcp.ack(true);
        case FIN -> tcp.fin(true);
        case RST -> tcp.rst(true);
      }
    }
    if (payload.length > 0) {
      tcp.payloadBuilder(new UnknownPacket.Builder().rawData(payload));
    }
    return ip(tuple, IpNumber.TCP, tcp).getRawData();
  }

  /// A UDP datagram.
  public static byte[] udp(Tuple tuple, byte[] payload, boolean checksum) {
    UdpPacket.Builder udp =
        new UdpPacket.Builder()
            .srcAddr(address(tuple.sourceEndpoint()))
            .dstAddr(address(tuple.destinationEndpoint()))
            .srcPort(UdpPort.getInstance((short) tuple.sourcePort()))
            .dstPort(UdpPort.getInstance((short) tuple.destinationPort()))
            .correctChecksumAtBuild(checksum)
            .correctLengthAtBuild(true)
            .payloadBuilder(new UnknownPacket.Builder().rawData(payload));
    return ip(tuple, IpNumber.UDP, udp).getRawData();
  }

  /// Any IP packet around a payload.
  static Packet ip(Tuple tuple, IpNumber protocol, AbstractPacket.AbstractBuilder payload) {
    InetAddress from = address(tuple.sourceEndpoint());
    InetAddress to = address(tuple.destinationEndpoint());
    if (tuple.family() == Family.INET) {
      return inet(from, to, protocol, payload).build();
    }
    return new IpV6Packet.Builder()
        .version(IpVersion.IPV6)
        .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
        .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
        .nextHeader(protocol)
        .hopLimit((byte) 63)
        .srcAddr((Inet6Address) from)
        .dstAddr((Inet6Address) to)
        .payloadBuilder(payload)
        .correctLengthAtBuild(true)
        .build();
  }

  static IpV4Packet.Builder inet(
      InetAddress from, InetAddress to, IpNumber protocol, AbstractPacket.AbstractBuilder payload) {
    return new IpV4Packet.Builder()
        .version(IpVersion.IPV4)
        .tos(IpV4Rfc1349Tos.newInstance((byte) 0))
        .ttl((byte) 63)
        .protocol(protocol)
        .srcAddr((Inet4Address) from)
        .dstAddr((Inet4Address) to)
        .payloadBuilder(payload)
        .correctChecksumAtBuild(true)
        .correctLengthAtBuild(true);
  }

  static InetAddress address(Endpoint endpoint) {
    try {
      return InetAddress.getByAddress(endpoint.address().bytes());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
