// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The control: with the in-kernel helper the laboratory lets files pass, without any it does not.
/// Where these fail, nothing that the tests of our own helpers say is worth anything.
final class InKernelFtpTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return HelperProvider.inKernel(Service.FTP, Requirement.IN_KERNEL_FTP);
  }

  @Override
  List<FtpCase> cases() {
    return FtpCase.all();
  }

  @TestFactory
  Stream<DynamicTest> dataConnectionsAreRefusedWithoutHelper() {
    return play(
        HelperProvider.nobody(Service.FTP), "nobody: ", FtpCase.untranslated(), Stage::refuses);
  }
}
