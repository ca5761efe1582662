// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conf.Link;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;

/// What a [Rehearsal] plays: TCP and UDP connections in each state of their lives.
final class Script {
  /// The address of the clients of round 0; those of others are as much higher.
  static final int CLIENTS = 0x0a00_0000;

  private static final int SERVER = 0x0aff_0001;
  private static final int FIRST_PORT = 1024;
  private static final int WEB = 80;
  private static final int TIMEOUT = 300;
  private static final int PORT = 3780;
  private static final int ESTABLISHED = 3;

  Script() {}

  /// @param round tells the connections of one round from those of others
  /// @param state of TCP, as the kernel numbers them
  List<Conntrack> flows(int round, int count, int state) {
    List<Conntrack> flows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Endpoint client = new Endpoint(Address.ofInet(CLIENTS + round), FIRST_PORT + i);
      Endpoint server = new Endpoint(Address.ofInet(SERVER), WEB);
      flows.add(i % 4 == 0 ? udp(client, server) : tcp(client, server, state));
    }
    return flows;
  }

  private static Conntrack tcp(Endpoint client, Endpoint server, int state) {
    Tuple tuple = Tuple.tcp(client, server);
    return Conntrack.of(tuple, tuple.inverse())
        .status(Status.CONFIRMED | (state == ESTABLISHED ? Status.SEEN_REPLY | Status.ASSURED : 0))
        .timeout(TIMEOUT)
        .protocolInfo(
            new ProtocolInfo.Tcp(
                state,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty()))
        .build();
  }

  private static Conntrack udp(Endpoint client, Endpoint server) {
    Tuple tuple = Tuple.udp(client, server);
    return Conntrack.of(tuple, tuple.inverse()).status(Status.CONFIRMED).timeout(TIMEOUT).build();
  }

  /// A UDP link over the loopback device.
  static Link link(int own, int peer) {
    return new Link.Udp(
        Optional.of(loopback(own)),
        Optional.of(loopback(peer)),
        Optional.of("lo"),
        PORT,
        new Link.SocketTuning(1 << 20, 1 << 20, true),
        false);
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
