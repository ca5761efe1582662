// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.ALARM;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.MULTICAST;
import static relatd.kernel.SyncConf.Transport.TCP;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What one node's kernel has is what the other node has been told, whatever it is, in every mode
/// and over every transport.
///
/// Two daemons of the original are the control: where they do not agree, the laboratory is wrong.
@Tag("kernel")
final class SyncPairTest {
  private static final List<Requirement> LABORATORY =
      List.of(
          Requirement.ROOT,
          Requirement.NAMESPACES,
          Requirement.IPTABLES,
          Requirement.CONNTRACK_TOOL);

  /// Primary and backup.
  private static final List<List<SyncProgram>> PAIRS =
      List.of(List.of(SyncProgram.C, SyncProgram.C));

  static Stream<Arguments> pairs() {
    List<SyncConf> all =
        List.of(
            SyncConf.of(FTFW, UDP).withOptions("ExpectationSync on"),
            SyncConf.of(FTFW, MULTICAST),
            SyncConf.of(FTFW, TCP),
            SyncConf.of(NOTRACK, UDP),
            SyncConf.of(NOTRACK, MULTICAST),
            SyncConf.of(ALARM, MULTICAST).withModeOptions("RefreshTime 1", "CacheTimeout 180"));
    return PAIRS.stream()
        .flatMap(
            pair -> all.stream().map(conf -> Arguments.of(pair.getFirst(), pair.getLast(), conf)));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void theBackupKnowsWhatThePrimaryHas(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    List<Requirement> needed = new ArrayList<>(LABORATORY);
    needed.addAll(primary.requirements());
    needed.addAll(backup.requirements());
    Requirement.firstMissing(needed).ifPresent(Assumptions::abort);
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      traffic.hold(traffic.everyKind());
      traffic.inject(1);
      Await.until(
          "both know the same",
          () -> one.internal().size() >= 14 && one.internal().equals(other.external()),
          () ->
              "internal:\n%s\nexternal:\n%s\n%s"
                  .formatted(
                      String.join("\n", one.internal()),
                      String.join("\n", other.external()),
                      lab.ground().logs()));
      assertThat(other.external())
          .anyMatch(line -> line.contains("mark=7"))
          .anyMatch(line -> line.contains("zone=5"))
          .anyMatch(line -> line.startsWith("sctp"))
          .anyMatch(line -> line.startsWith("gre"))
          .anyMatch(line -> line.startsWith("icmpv6"))
          .anyMatch(line -> line.contains("dport=" + Traffic.REDIRECTED));
    }
  }
}
