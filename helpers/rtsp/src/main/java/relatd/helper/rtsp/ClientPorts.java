// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.List;
import relatd.conntrack.Endpoint;
import relatd.helper.Announcement;
import relatd.helper.rtsp.TransportSpec.Ports;

/// Writes the client's public ports and address into a request, in all of its transports, and
/// remembers which ports the server reads.
final class ClientPorts implements Announcement {
  private final List<TransportSpec> asked;
  private int granted;

  ClientPorts(List<TransportSpec> asked) {
    this.asked = List.copyOf(asked);
  }

  /// The first port that was written last; 0 when none was.
  int granted() {
    return granted;
  }

  @Override
  public boolean rewrite(Endpoint endpoint, Edits edits) {
    granted = endpoint.port();
    Ports first = asked.getFirst().client();
    for (TransportSpec spec : asked) {
      Ports ports = spec.client();
      boolean moves = endpoint.port() != first.first();
      boolean pair = ports.second() == 0 || ports.second() == ports.first() + 1;
      boolean named = spec.destination().isPresent();
      boolean fixed = ports.to() == 0;
      if (moves && (!pair || fixed || !ports.isSameAs(first)) || named && fixed) {
        return false;
      }
      int second = ports.second() == 0 ? 0 : endpoint.port() + 1;
      String text = moves ? new Ports(endpoint.port(), second, 0, 0).text() : ports.text();
      if (named && spec.destinationFrom() < ports.from()) {
        destination(spec, endpoint, edits);
      }
      edits.replace(ports.from(), ports.to() - ports.from(), text);
      if (named && spec.destinationFrom() > ports.from()) {
        destination(spec, endpoint, edits);
      }
    }
    return true;
  }

  private static void destination(TransportSpec spec, Endpoint endpoint, Edits edits) {
    int room = spec.destinationTo() - spec.destinationFrom();
    edits.replace(spec.destinationFrom(), room, endpoint.address().toString());
  }
}
