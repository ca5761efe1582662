// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;

class RtspContractTest extends HelperContract {
  RtspContractTest() {
    super(new RtspHelper(), "rtsp");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return RtspRecipes.all();
  }
}
