// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.MULTICAST6;
import static relatd.kernel.SyncConf.Transport.TCP6;
import static relatd.kernel.SyncConf.Transport.UDP;
import static relatd.kernel.SyncConf.Transport.UDP6;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the nodes tell each other gets there whatever the dedicated links are made of, and when
/// they come and go.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncLinksTest {
  private static final int ENTRIES = 100;
  private static final int FIRST = 1024;
  private static final int FLAPS = 12;
  private static final String[] DEVICES = {"sync0", "sync1"};

  static Stream<Arguments> overIpv6() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP6),
        SyncConf.of(FTFW, MULTICAST6),
        SyncConf.of(FTFW, TCP6),
        SyncConf.of(NOTRACK, UDP6));
  }

  static Stream<Arguments> redundant() {
    return SyncPairs.with(SyncConf.of(FTFW, UDP).withLinks(2));
  }

  static Stream<Arguments> flapping() {
    return SyncPairs.ofOurs(SyncConf.of(FTFW, UDP).withLinks(2));
  }

  static Stream<Arguments> lossy() {
    return SyncPairs.ofOurs(SyncConf.of(FTFW, UDP));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("overIpv6")
  void ipv6CarriesThemToo(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic.prepare(lab).injectMany(1, FIRST, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES);
    }
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("redundant")
  void theSecondLinkTakesOverAndGivesBack(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      traffic.injectMany(1, FIRST, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, ENTRIES);
      lab.cable(2, "sync0", false);
      awaitActive(one, "sync1");
      awaitActive(other, "sync1");
      traffic.injectMany(1, FIRST + ENTRIES, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, 2 * ENTRIES);
      lab.cable(2, "sync0", true);
      lab.cable(1, "sync1", false);
      awaitActive(one, "sync0");
      awaitActive(other, "sync0");
      traffic.injectMany(1, FIRST + 2 * ENTRIES, ENTRIES);
      SyncPairs.awaitEqual(lab, one, other, 3 * ENTRIES);
    }
  }

  private static void awaitActive(SyncNode node, String device) {
    Await.until(
        device + " is the active link of " + node,
        () ->
            node.ask("-s", "link")
                .lines()
                .anyMatch(line -> line.contains("device=" + device) && line.contains("ACTIVE")),
        () -> node.ask("-s", "link") + node.log());
  }

  /// Either cable comes and goes, at times both are out, while connections are made.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("flapping")
  void flappingLinksLoseNothing(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Traffic traffic = Traffic.prepare(lab);
      Random random = new Random(20261);
      boolean[][] in = {{true, true}, {true, true}};
      for (int flap = 0; flap < FLAPS; flap++) {
        int node = random.nextInt(2);
        int link = random.nextInt(2);
        in[node][link] = !in[node][link];
        lab.cable(node + 1, DEVICES[link], in[node][link]);
        traffic.injectMany(1, FIRST + flap * ENTRIES, ENTRIES);
      }
      for (int node = 0; node < 2; node++) {
        for (int link = 0; link < 2; link++) {
          lab.cable(node + 1, DEVICES[link], true);
        }
      }
      SyncPairs.awaitEqual(lab, one, other, FLAPS * ENTRIES);
    }
  }

  /// What is lost of the greetings, the original does not repair; ours does.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("lossy")
  void theFirstDatagramMayGetLost(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    for (double share : new double[] {0.01, 0.05, 0.2}) {
      try (PairLab lab = PairLab.open()) {
        lab.lose(share);
        Traffic traffic = Traffic.prepare(lab);
        traffic.injectMany(1, FIRST, ENTRIES);
        SyncNode one = SyncNode.start(lab, 1, primary, conf);
        traffic.injectMany(1, FIRST + ENTRIES, 4 * ENTRIES);
        SyncNode other = SyncNode.start(lab, 2, backup, conf.withModeOptions("StartupResync on"));
        traffic.injectMany(1, FIRST + 5 * ENTRIES, 4 * ENTRIES);
        SyncPairs.awaitEqual(lab, one, other, 9 * ENTRIES);
      }
    }
  }
}
