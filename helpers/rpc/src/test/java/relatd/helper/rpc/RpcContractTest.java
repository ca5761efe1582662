// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Options;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class RpcContractTest extends HelperContract {
  private static final ProgramFilter FILTER = ProgramFilter.of(Options.DEFAULTS);

  RpcContractTest() {
    super(new RpcHelper(), "rpc");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return RpcRecipes.all();
  }

  /// The server that was asked, for the client that asked; privileged ports too, but not all.
  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    Connection connection = event.connection();
    int port = expectation.tuple().destinationPort();
    return expectation
            .tuple()
            .destination()
            .equals(connection.publicSelf(Direction.REPLY).address())
        && expectation.tuple().source().equals(connection.peer(Direction.REPLY).address())
        && expectation.mask().source().equals(Address.allOnes(connection.family()))
        && port > 0
        && FILTER.allowsPort(0, port);
  }
}
