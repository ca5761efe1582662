// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.contract.HelperContract;

class FtpContractTest extends HelperContract {
  FtpContractTest() {
    super(new FtpHelper(), "ftp");
  }

  @Override
  protected List<CaptureBuilder> recipes() {
    return FtpRecipes.all();
  }
}
