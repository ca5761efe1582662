// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Real FTP transfers through a firewall that lets only ESTABLISHED and RELATED pass. A subclass
/// says how the helper is provided, and nothing else.
@Tag("kernel")
abstract class FtpThroughFirewall {
  private FtpStage stage;

  /// Who makes the expectations.
  abstract HelperProvider provider();

  /// The cases in which files have to arrive.
  abstract List<FtpCase> cases();

  @TestFactory
  Stream<DynamicTest> transfersPassAsRelated() {
    stage = openOrSkip(provider());
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.toString(), () -> stage.transfers(one)));
  }

  static FtpStage openOrSkip(HelperProvider provider) {
    var missing = Requirement.firstMissing(FtpStage.requirements(provider));
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    return FtpStage.open(provider);
  }

  @AfterEach
  void closeStage() {
    if (stage != null) {
      stage.close();
    }
  }
}
