// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import java.util.List;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class IrcContractTest extends HelperContract {
  IrcContractTest() {
    super(new IrcHelper(), "irc");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return IrcRecipes.all();
  }

  /// Anybody may come, to the client alone.
  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    return expectation
            .tuple()
            .destination()
            .equals(event.connection().publicSelf(Direction.ORIGINAL).address())
        && expectation.tuple().destinationPort() >= 1_024;
  }

  /// The router that was recorded rewrote the first of three offers alone; the second one stands in
  /// two packets, of which only the later one has the address.
  @Override
  protected int deliberateDifferences(String capture) {
    return capture.startsWith("irc-lab4-snat-dcc") ? 2 : 0;
  }
}
