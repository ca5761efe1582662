// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.TakeOver;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkSocket;

/// The connections of a [Rehearsal], in the kernel's table of the calling thread's namespace.
///
/// Their requests are written once and sent again with other clients' addresses: what the compilers
/// see often, and compile first, is to be the daemon's work and not this.
final class PractisedFlows implements AutoCloseable {
  /// Bytes of the longest request, and more.
  private static final int MOST = 256;

  private static final ValueLayout.OfInt WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);

  private final Arena arena = Arena.ofConfined();
  private final NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);
  private final List<Requests> states = new ArrayList<>();
  private final Requests ends;

  /// @param burst connections of one [#put]
  /// @param most the highest of TCP's states, as the kernel numbers them
  PractisedFlows(Script script, int burst, int most) {
    for (int state = 1; state <= most; state++) {
      Request request = state == 1 ? PractisedFlows::create : PractisedFlows::update;
      states.add(write(script.flows(0, burst, state), request));
    }
    ends = write(script.flows(0, burst, most), PractisedFlows::delete);
  }

  private interface Request {
    void write(ConntrackWriter writer, Conntrack flow, int sequence);
  }

  private static void create(ConntrackWriter writer, Conntrack flow, int sequence) {
    writer.create(flow, TakeOver.LIBERAL, sequence, 0);
  }

  private static void update(ConntrackWriter writer, Conntrack flow, int sequence) {
    writer.update(flow, TakeOver.LIBERAL, sequence, 0);
  }

  private static void delete(ConntrackWriter writer, Conntrack flow, int sequence) {
    writer.delete(flow.original(), OptionalInt.empty(), OptionalInt.empty(), sequence, 0);
  }

  private Requests write(List<Conntrack> flows, Request request) {
    MessageBuilder builder =
        new MessageBuilder(arena.allocate((long) MOST * flows.size(), Integer.BYTES));
    ConntrackWriter writer = new ConntrackWriter(builder);
    flows.forEach(flow -> request.write(writer, flow, socket.nextSequence()));
    return new Requests(builder.buffer(), builder.size(), clients(builder));
  }

  /// Where the client's address stands: attributes begin at multiples of four.
  private static List<Long> clients(MessageBuilder builder) {
    List<Long> places = new ArrayList<>();
    for (long at = 0; at < builder.size(); at += Integer.BYTES) {
      if (builder.buffer().get(WORD, at) == Script.CLIENTS) {
        places.add(at);
      }
    }
    return places;
  }

  /// Makes a burst of connections, or has those of the same round advance. What the kernel refuses
  /// is not missed.
  ///
  /// @param round below 2^16, tells the connections of one round from those of others
  /// @param state of TCP: 1 makes them
  void put(int round, int state) {
    send(states.get(state - 1), round);
  }

  /// Ends the connections of a round.
  void end(int round) {
    send(ends, round);
  }

  private void send(Requests requests, int round) {
    for (long place : requests.clients()) {
      requests.buffer().set(WORD, place, Script.CLIENTS + round);
    }
    socket.send(requests.buffer(), 0, requests.size());
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }

  private record Requests(MemorySegment buffer, long size, List<Long> clients) {}
}
