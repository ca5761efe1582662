// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sane;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;

class SaneContractTest extends HelperContract {
  SaneContractTest() {
    super(new SaneHelper(), "sane");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return SaneRecipes.all();
  }
}
