// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.TCP;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A node that dies while everything is being sent, comes again and asks: in the end both know the
/// same.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncRestartTest {
  private static final int ENTRIES = 20_000;

  /// Nothing repairs what a burst loses in NOTRACK: it has to fit into the socket's buffer.
  private static final int FITTING = 5_000;

  static Stream<Arguments> pairs() {
    return Stream.concat(
        SyncPairs.with(SyncConf.of(FTFW, UDP), SyncConf.of(NOTRACK, UDP)),
        // Two of the original can lose the answer here: their stream breaks in mid-message.
        SyncPairs.ofOurs(SyncConf.of(FTFW, TCP)));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void aPeerRestartsInMidBulk(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    int entries = conf.mode() == NOTRACK ? FITTING : ENTRIES;
    try (PairLab lab = PairLab.open()) {
      Traffic.prepare(lab).injectMany(1, 1024, entries);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Random random = new Random(20262);
      for (int round = 0; round < 3; round++) {
        int some = 1 + random.nextInt(entries / 2);
        one.ask("-B");
        Await.patiently(() -> other.externalCount() >= some);
        other.kill();
        other.start();
      }
      other.ask("-n");
      Await.until(
          "everything has come", () -> other.externalCount() == entries, lab.ground()::logs);
      SyncPairs.awaitEqual(lab, one, other, entries);
    }
  }
}
