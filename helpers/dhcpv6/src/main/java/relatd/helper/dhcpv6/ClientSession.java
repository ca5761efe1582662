// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import java.util.function.Consumer;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Decision;
import relatd.helper.GroupQuery;
import relatd.helper.Payload;
import relatd.helper.Session;

/// What a client asks the group, and how long it may have to wait for an answer: servers that are
/// far or slow are let in for as long, no longer.
final class ClientSession implements Session {
  private final GroupQuery query;

  ClientSession(Expectation answers) {
    query = new GroupQuery(answers, ClientMessage::isIn);
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    int read = query.inspect(payload, decisions);
    if (payload.direction() == Direction.ORIGINAL && ClientMessage.isIn(payload)) {
      int seconds = ClientMessage.patience(payload);
      if (seconds > 0) {
        decisions.accept(new Decision.KeepMaster(seconds));
      }
    }
    return read;
  }
}
