// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;

class SipContractTest extends HelperContract {
  SipContractTest() {
    super(new SipHelper(), "sip");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return SipRecipes.all();
  }
}
