// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import java.util.List;
import relatd.conntrack.Expectation;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;
import relatd.helper.replay.ReplayEvent;

class Dhcpv6ContractTest extends HelperContract {
  Dhcpv6ContractTest() {
    super(new Dhcpv6Helper(), "dhcpv6");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return Dhcpv6Recipes.all();
  }

  @Override
  protected boolean isAllowed(ReplayEvent event, Expectation expectation) {
    return isAnswerToAsker(event.connection(), expectation, 547, 546);
  }
}
