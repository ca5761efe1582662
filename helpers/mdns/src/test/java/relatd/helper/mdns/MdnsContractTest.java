// SPDX-License-Identifier: Apache-2.0
package relatd.helper.mdns;

import java.util.List;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class MdnsContractTest extends HelperContract {
  MdnsContractTest() {
    super(new MdnsHelper(), "mdns");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return MdnsRecipes.all();
  }

  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    return isAnswerToAsker(event.connection(), expectation, 5_353, 0);
  }
}
