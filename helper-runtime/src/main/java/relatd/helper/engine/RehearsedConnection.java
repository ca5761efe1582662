// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static relatd.helper.engine.FeignedPacket.*;

import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackTable;
import relatd.helper.Transport;
import relatd.netlink.NetlinkException;
import relatd.nfqueue.FeignedPackets;

/// A connection of a [Rehearsal]: an entry of the kernel's table in the thread's namespace, and
/// packets that are put into a queue as its own. It ends with [#close], in the table, too.
final class RehearsedConnection implements AutoCloseable {
  private static final int FIRST_PORT = 1_024;
  private static final int PORTS = 60_000;
  private static final int TIMEOUT = 300;
  private static final byte[] NONE = {};

  private final ConntrackTable table;
  private final FeignedPackets packets;
  private final Tuple original;
  private final byte[] image;
  private final int[] next = {1_000_000, 2_000_000};
  private int sent;

  private RehearsedConnection(
      ConntrackTable table, FeignedPackets packets, Tuple original, byte[] image) {
    this.table = table;
    this.packets = packets;
    this.original = original;
    this.image = image;
  }

  /// Makes an entry and says nothing yet.
  ///
  /// @param carrier the helper that the kernel attaches to it, if it knows one of that name: to
  ///   others it takes no expectations
  /// @param attached whether packets bring the connection
  /// @param number tells it from others of its namespace
  /// @throws NetlinkException when the kernel refuses
  static RehearsedConnection open(
      ConntrackTable table,
      FeignedPackets packets,
      AttachedType type,
      String carrier,
      boolean attached,
      int number) {
    Endpoint client = new Endpoint(address(type.family(), 1), FIRST_PORT + number % PORTS);
    int port = type.configured().ports().stream().findFirst().orElse(1);
    Endpoint server = new Endpoint(address(type.family(), 2), port);
    boolean tcp = type.transport() == Transport.TCP;
    Tuple original = tcp ? Tuple.tcp(client, server) : Tuple.udp(client, server);
    ConntrackBuilder entry =
        Conntrack.of(original, original.inverse())
            .status(Status.SEEN_REPLY | Status.ASSURED)
            .timeout(TIMEOUT);
    if (tcp) {
      entry.protocolInfo(new ProtocolInfo.Tcp(TcpState.ESTABLISHED));
    }
    create(table, entry.build(), carrier);
    byte[] image = attached ? table.image(original) : NONE;
    return new RehearsedConnection(table, packets, original, image);
  }

  private static void create(ConntrackTable table, Conntrack entry, String carrier) {
    try {
      table.create(entry.toBuilder().helper(new AttachedHelper(carrier)).build());
    } catch (NetlinkException unknown) {
      table.create(entry);
    }
  }

  /// Of the networks that are kept for documentation.
  private static Address address(Family family, int host) {
    return Address.of((family == Family.INET ? "192.0.2." : "2001:db8::") + host);
  }

  String client() {
    return original.source().toString();
  }

  String server() {
    return original.destination().toString();
  }

  /// TCP's handshake; of UDP nothing.
  void greet() {
    if (FeignedPacket.isTcp(original)) {
      segment(Direction.ORIGINAL, SYN, "");
      segment(Direction.REPLY, SYN | ACK, "");
      segment(Direction.ORIGINAL, ACK, "");
    }
  }

  /// A line, and in TCP its acknowledgement.
  void say(RehearsedLines.Line line) {
    if (!FeignedPacket.isTcp(original)) {
      put(FeignedPacket.udp(tuple(line.from()), line.text()), line.from());
      return;
    }
    segment(line.from(), ACK | PUSH, line.text());
    segment(line.from() == Direction.REPLY ? Direction.ORIGINAL : Direction.REPLY, ACK, "");
  }

  private void segment(Direction from, int flags, String text) {
    int sender = from.number();
    put(FeignedPacket.tcp(tuple(from), flags, next[sender], next[1 - sender], text), from);
    next[sender] += text.length() + (flags & SYN) / SYN;
  }

  private void put(byte[] packet, Direction from) {
    sent += packets.put(packet, image, from == Direction.REPLY) ? 1 : 0;
  }

  private Tuple tuple(Direction from) {
    return from == Direction.REPLY ? original.inverse() : original;
  }

  /// Packets put into the queue since this was asked last.
  int takeSent() {
    int taken = sent;
    sent = 0;
    return taken;
  }

  @Override
  public void close() {
    table.delete(original);
  }
}
