// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.TCP;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A node that dies while everything is being sent, comes again and asks: in the end both know the
/// same.
@Tag("kernel")
final class SyncRestartTest {
  private static final int ENTRIES = 20_000;

  static Stream<Arguments> pairs() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP), SyncConf.of(FTFW, TCP), SyncConf.of(NOTRACK, UDP));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aPeerRestartsInMidBulk(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      Traffic.prepare(lab).injectMany(1, 1024, ENTRIES);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Random random = new Random(20262);
      for (int round = 0; round < 3; round++) {
        int some = 1 + random.nextInt(ENTRIES / 2);
        one.ask("-B");
        Await.patiently(() -> other.externalCount() >= some);
        other.kill();
        other.start();
      }
      other.ask("-n");
      Await.until(
          "everything has come", () -> other.externalCount() == ENTRIES, lab.ground()::logs);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES);
    }
  }
}
