// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.pcap4j.packet.AbstractPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc1349Tos;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.packet.namednumber.TcpPort;
import org.pcap4j.packet.namednumber.UdpPort;
import org.pcap4j.util.MacAddress;

/// Makes a capture of one connection between a client and a server, TCP or UDP, packet by packet,
/// with Pcap4J as the author of the packets. Datagrams between any hosts may stand before and
/// between its packets, and other connections may follow.
///
/// Both sides acknowledge what came in order. A place in a stream can be given for segments that
/// come early, again or with other content; numbers count payload bytes from 0.
public final class CaptureBuilder {
  private final String name;
  private final InetAddress[] host = new InetAddress[2];
  private final int[] port = new int[2];
  private final int[] start = {1_000_000, 2_000_000};
  private final int[] sent = new int[2];
  private final PcapWriter file = new PcapWriter();
  private final IpNumber protocol;
  private byte clientHops = 64;

  private CaptureBuilder(
      String name, IpNumber protocol, String client, int from, String server, int to) {
    this.name = name;
    this.protocol = protocol;
    addresses(client, from, server, to);
  }

  /// A connection of which nothing was sent yet.
  ///
  /// @param name of the file, without its extension
  public static CaptureBuilder tcp(String name, String client, int from, String server, int to) {
    return new CaptureBuilder(name, IpNumber.TCP, client, from, server, to);
  }

  /// Datagrams: [#client] and [#server] send one each; what concerns TCP alone has no use here.
  public static CaptureBuilder udp(String name, String client, int from, String server, int to) {
    return new CaptureBuilder(name, IpNumber.UDP, client, from, server, to);
  }

  /// From 10.77.1.2 to 10.77.2.2, or the same with fd77.
  public static CaptureBuilder between(String name, String network, int from, int to) {
    return network.contains(":")
        ? tcp(name, network + "1::2", from, network + "2::2", to)
        : tcp(name, network + "1.2", from, network + "2.2", to);
  }

  /// Datagrams alone; see [#datagram].
  public static CaptureBuilder datagrams(String name) {
    return between(name, "10.77.", 40_000, 9);
  }

  public String name() {
    return name;
  }

  /// Seen behind a router that stands between the client and here: of a pair of captures this tells
  /// the server's side.
  public CaptureBuilder behindRouter() {
    clientHops = 63;
    return this;
  }

  /// A datagram; nothing else of the capture is changed by it.
  public CaptureBuilder datagram(String from, int fromPort, String to, int toPort, String text) {
    file.add(DatagramFrame.of(from, fromPort, to, toPort, bytes(text)));
    return this;
  }

  /// Another connection, of which nothing was sent yet.
  public CaptureBuilder connection(String client, int from, String server, int to) {
    addresses(client, from, server, to);
    sent[0] = 0;
    sent[1] = 0;
    return this;
  }

  /// First sequence numbers, SYN included; near 2^32 to see them wrap.
  public CaptureBuilder startingAt(int client, int server) {
    start[0] = client;
    start[1] = server;
    return this;
  }

  /// SYN, SYN and ACK, ACK.
  public CaptureBuilder handshake() {
    write(0, -1, new byte[0], true, false, false);
    write(1, -1, new byte[0], true, true, false);
    return ack(0);
  }

  /// One segment of the client, behind what it sent before.
  public CaptureBuilder client(String text) {
    return next(0, text);
  }

  /// One segment of the server.
  public CaptureBuilder server(String text) {
    return next(1, text);
  }

  /// A segment of the client at another place; what it sent before is not changed by it.
  public CaptureBuilder clientAt(int place, String text) {
    write(0, place, bytes(text), false, true, false);
    return this;
  }

  public CaptureBuilder serverAt(int place, String text) {
    write(1, place, bytes(text), false, true, false);
    return this;
  }

  /// Bytes that the client sent and the capture does not show.
  public CaptureBuilder clientSkips(int bytes) {
    sent[0] += bytes;
    return this;
  }

  public CaptureBuilder serverSkips(int bytes) {
    sent[1] += bytes;
    return this;
  }

  /// The server acknowledges all that the client sent.
  public CaptureBuilder serverAcks() {
    return ack(1);
  }

  public CaptureBuilder clientAcks() {
    return ack(0);
  }

  /// Time goes by.
  public CaptureBuilder wait(int seconds) {
    file.wait(seconds);
    return this;
  }

  /// Client and server close.
  public CaptureBuilder end() {
    write(0, sent[0], new byte[0], false, true, true);
    sent[0]++;
    write(1, sent[1], new byte[0], false, true, true);
    sent[1]++;
    return ack(0);
  }

  /// The file.
  public byte[] bytes() {
    return file.bytes();
  }

  private CaptureBuilder next(int side, String text) {
    byte[] payload = bytes(text);
    write(side, sent[side], payload, false, true, false);
    sent[side] += payload.length;
    return this;
  }

  private CaptureBuilder ack(int side) {
    write(side, sent[side], new byte[0], false, true, false);
    return this;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void write(int side, int place, byte[] payload, boolean syn, boolean ack, boolean fin) {
    file.add(packet(side, place, payload, syn, ack, fin).getRawData());
  }

  private void addresses(String client, int from, String server, int to) {
    try {
      host[0] = InetAddress.getByName(client);
      host[1] = InetAddress.getByName(server);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
    port[0] = from;
    port[1] = to;
  }

  private EthernetPacket packet(
      int side, int place, byte[] payload, boolean syn, boolean ack, boolean fin) {
    boolean udp = protocol.equals(IpNumber.UDP);
    Packet.Builder layer4 = udp ? udp(side, payload) : tcp(side, place, payload, syn, ack, fin);
    boolean inet = host[0] instanceof Inet4Address;
    return new EthernetPacket.Builder()
        .srcAddr(MacAddress.getByName("02:00:00:00:00:0" + (1 + side)))
        .dstAddr(MacAddress.getByName("02:00:00:00:00:0" + (2 - side)))
        .type(inet ? EtherType.IPV4 : EtherType.IPV6)
        .payloadBuilder(inet ? inet(side, layer4) : inet6(side, layer4))
        .paddingAtBuild(true)
        .build();
  }

  private TcpPacket.Builder tcp(
      int side, int place, byte[] payload, boolean syn, boolean ack, boolean fin) {
    int other = 1 - side;
    TcpPacket.Builder tcp =
        new TcpPacket.Builder()
            .srcAddr(host[side])
            .dstAddr(host[other])
            .srcPort(TcpPort.getInstance((short) port[side]))
            .dstPort(TcpPort.getInstance((short) port[other]))
            .sequenceNumber(start[side] + 1 + place)
            .acknowledgmentNumber(ack ? start[other] + 1 + sent[other] : 0)
            .syn(syn)
            .ack(ack)
            .fin(fin)
            .psh(payload.length > 0)
            .window((short) 0x7210)
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true);
    if (payload.length > 0) {
      tcp.payloadBuilder(new UnknownPacket.Builder().rawData(payload));
    }
    return tcp;
  }

  private UdpPacket.Builder udp(int side, byte[] payload) {
    UdpPacket.Builder udp =
        new UdpPacket.Builder()
            .srcAddr(host[side])
            .dstAddr(host[1 - side])
            .srcPort(UdpPort.getInstance((short) port[side]))
            .dstPort(UdpPort.getInstance((short) port[1 - side]))
            .correctChecksumAtBuild(true)
            .correctLengthAtBuild(true);
    if (payload.length > 0) {
      udp.payloadBuilder(new UnknownPacket.Builder().rawData(payload));
    }
    return udp;
  }

  private AbstractPacket.AbstractBuilder inet(int side, Packet.Builder layer4) {
    return new IpV4Packet.Builder()
        .version(IpVersion.IPV4)
        .tos(IpV4Rfc1349Tos.newInstance((byte) 0))
        .ttl(side == 0 ? clientHops : 64)
        .dontFragmentFlag(true)
        .protocol(protocol)
        .srcAddr((Inet4Address) host[side])
        .dstAddr((Inet4Address) host[1 - side])
        .payloadBuilder(layer4)
        .correctChecksumAtBuild(true)
        .correctLengthAtBuild(true);
  }

  private AbstractPacket.AbstractBuilder inet6(int side, Packet.Builder layer4) {
    return new IpV6Packet.Builder()
        .version(IpVersion.IPV6)
        .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
        .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
        .nextHeader(protocol)
        .hopLimit(side == 0 ? clientHops : 64)
        .srcAddr((Inet6Address) host[side])
        .dstAddr((Inet6Address) host[1 - side])
        .payloadBuilder(layer4)
        .correctLengthAtBuild(true);
  }
}
