// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;

class TnsContractTest extends HelperContract {
  TnsContractTest() {
    super(new TnsHelper(), "tns");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return TnsRecipes.all();
  }
}
