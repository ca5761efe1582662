// SPDX-License-Identifier: Apache-2.0
package relatd.helper.slp;

import java.util.List;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class SlpContractTest extends HelperContract {
  SlpContractTest() {
    super(new SlpHelper(), "slp");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return SlpRecipes.all();
  }

  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    return isAnswerToAsker(event.connection(), expectation, 427, 0);
  }
}
