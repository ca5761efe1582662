// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Offer;
import relatd.helper.Transport;
import relatd.helper.rtsp.TransportSpec.Ports;

/// The expectations of one track: media (RTP) and its reports (RTCP), from the server to the client
/// and back.
///
/// ```
///   server:c -> client:a      server:d -> client:b
///   client:a -> server:c      client:b -> server:d
/// ```
final class MediaPath {
  private final Connection master;

  MediaPath(Connection master) {
    this.master = master;
  }

  /// All that both sides agreed on. Without ports of the server it may send from any, and nothing
  /// is sent to it.
  ///
  /// @param serverHost where the server's media comes from and the client's goes
  List<Expectation> both(Ports client, Ports server, Address serverHost) {
    List<Expectation> all = new ArrayList<>(toClient(client, server, serverHost));
    all.addAll(toServer(client, server, serverHost));
    return all;
  }

  /// From the server to the client.
  List<Expectation> toClient(Ports client, Ports server, Address serverHost) {
    List<Expectation> media = new ArrayList<>(2);
    media.add(incoming(client.first(), server.first(), serverHost));
    if (client.second() != 0) {
      media.add(incoming(client.second(), server.second(), serverHost));
    }
    return media;
  }

  /// From the client to the server.
  List<Expectation> toServer(Ports client, Ports server, Address serverHost) {
    List<Expectation> media = new ArrayList<>(2);
    if (server.isNamed()) {
      media.add(outgoing(client.first(), server.first(), serverHost));
      if (client.second() != 0 && server.second() != 0) {
        media.add(outgoing(client.second(), server.second(), serverHost));
      }
    }
    return media;
  }

  private Expectation incoming(int port, int fromPort, Address from) {
    Offer offer = Offer.by(master, Direction.ORIGINAL, Transport.UDP, port).fromPort(fromPort);
    if (!from.equals(master.peer(Direction.ORIGINAL).address())) {
      offer.from(new relatd.helper.Options.Network(from, Address.allOnes(from.family())));
    }
    return offer.build();
  }

  private Expectation outgoing(int fromPort, int port, Address to) {
    return Offer.by(master, Direction.REPLY, Transport.UDP, port).fromPort(fromPort).at(to).build();
  }
}
