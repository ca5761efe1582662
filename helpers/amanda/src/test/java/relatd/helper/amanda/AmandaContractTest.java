// SPDX-License-Identifier: Apache-2.0
package relatd.helper.amanda;

import java.util.List;
import relatd.conntrack.Connection;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class AmandaContractTest extends HelperContract {
  AmandaContractTest() {
    super(new AmandaHelper(), "amanda");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return AmandaRecipes.all();
  }

  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    Connection master = event.connection();
    return expectation.tuple().destination().equals(master.original().destination())
        && expectation.tuple().source().equals(master.original().source())
        && expectation.tuple().destinationPort() > 0
        && expectation.tuple().destinationPort() != 22;
  }
}
