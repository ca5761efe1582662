// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.Transport;

/// One client's requests to port 69.
///
/// The server answers to the port that the request came from, but from a new one, which becomes its
/// transfer identifier (RFC 1350, section 4). So the client is the one that offers: its own port,
/// to any port of the server.
final class TftpSession implements Session {
  /// A client may be bound to any port: nothing is offered that it does not send from.
  private static final int LOWEST_PORT = 1;

  private final Connection master;
  private final Options options;
  private boolean asked;

  TftpSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    if (payload.direction() == Direction.ORIGINAL) {
      if (TransferRequest.standsIn(payload)) {
        asked = true;
        offer(decisions);
      } else if (!asked) {
        decisions.accept(new Decision.Opaque("not TFTP"));
      }
    }
    return payload.length();
  }

  /// A request that is sent again makes the same offer again, which the runtime takes for a
  /// refresh.
  private void offer(Consumer<Decision> decisions) {
    int port = master.publicSelf(Direction.ORIGINAL).port();
    if (!OfferRules.isOwnPort(port, options, LOWEST_PORT)) {
      decisions.accept(new Decision.Refuse("a request from port " + port));
      return;
    }
    Expectation answers =
        Offer.onOwnPort(master, Direction.ORIGINAL, Transport.UDP).policyClass(0).build();
    decisions.accept(new Decision.Expect(List.of(answers), Optional.empty()));
  }
}
