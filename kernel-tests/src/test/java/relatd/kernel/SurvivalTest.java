// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The primary is ended by SIGKILL and its cables are pulled out at any moment of running
/// transfers: every connection that the backup had time to hear of goes on.
///
/// Neither firewall takes up a connection in the middle, and an unknown packet is dropped: what
/// goes on, does so because of a replicated entry.
@Tag("kernel")
final class SurvivalTest {
  private static final int TRANSFERS = 250;

  /// Longer than an event needs to the backup on a busy machine.
  private static final long LAG_MILLIS = 1_000;

  static Stream<Arguments> moments() {
    SyncConf conf = SyncConf.of(FTFW, UDP);
    return Stream.concat(
        Stream.of(1, 2, 3)
            .map(seed -> Arguments.of(SyncProgram.RELATD, SyncProgram.RELATD, conf, seed)),
        Stream.of(
            Arguments.of(SyncProgram.RELATD, SyncProgram.C, conf, 4),
            Arguments.of(SyncProgram.C, SyncProgram.RELATD, conf, 5)));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}, moment {3}")
  @MethodSource("moments")
  void everyTransferThatTheBackupKnowsGoesOn(
      SyncProgram primary, SyncProgram backup, SyncConf conf, int seed) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      forbidPickup(lab);
      Traffic traffic = Traffic.prepare(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Transfers transfers = Transfers.start(lab, TRANSFERS);
      long moment = TRANSFERS / 2 + new Random(seed).nextInt(TRANSFERS / 2);
      Await.until(
          moment + " transfers are established",
          () -> transfers.established() >= moment,
          transfers::output);
      long killed = System.currentTimeMillis();
      one.kill();
      lab.isolate(1);
      other.ask("-c");
      lab.promote(2);
      // What the report in the making counts may have been answered before.
      long reports = transfers.reports() + 1;
      Set<Integer> owed = transfers.establishedBefore(killed - LAG_MILLIS);
      assertThat(owed).as("the test has something to count").hasSizeGreaterThan(10);
      Await.until(
          "all %d transfers of age go on".formatted(owed.size()),
          () -> transfers.movingSince(reports).containsAll(owed),
          () -> "lost: " + missing(owed, transfers.movingSince(reports)) + "\n" + other.log());
      System.out.printf(
          "%s and %s, moment %d: %d established, %d of age, all of these and %d in all went on%n",
          primary, backup, seed, moment, owed.size(), transfers.movingSince(reports).size());
    }
  }

  private static Set<Integer> missing(Set<Integer> owed, Set<Integer> moving) {
    Set<Integer> lost = new TreeSet<>(owed);
    lost.removeAll(moving);
    return lost;
  }

  private static void forbidPickup(PairLab lab) {
    for (int node = 1; node <= 2; node++) {
      lab.firewall(node).run("sysctl", "-qw", "net.netfilter.nf_conntrack_tcp_loose=0").orFail();
    }
  }
}
