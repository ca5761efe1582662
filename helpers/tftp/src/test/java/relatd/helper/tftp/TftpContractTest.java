// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class TftpContractTest extends HelperContract {
  TftpContractTest() {
    super(new TftpHelper(), "tftp");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return TftpRecipes.all();
  }

  /// The client's own port and no other, to the server that was asked.
  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    Connection connection = event.connection();
    return expectation
            .tuple()
            .destinationEndpoint()
            .equals(connection.publicSelf(Direction.ORIGINAL))
        && expectation.tuple().source().equals(connection.peer(Direction.ORIGINAL).address())
        && expectation.mask().source().equals(Address.allOnes(connection.family()));
  }
}
