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
import relatd.conntrack.Family;

/// What one node's kernel has is what the other node has been told, and has itself after a commit,
/// whatever it is, in every mode and over every transport.
///
/// Two daemons of the original are the control: where they do not agree, the laboratory is wrong.
@Tag("kernel")
final class SyncPairTest {
  /// Entries that [Traffic] makes.
  private static final int KINDS = 14;

  /// Primary and backup.
  private static final List<List<SyncProgram>> PAIRS =
      List.of(List.of(SyncProgram.C, SyncProgram.C));

  static Stream<Arguments> everything() {
    return pairs(
        SyncConf.of(FTFW, UDP),
        SyncConf.of(FTFW, MULTICAST),
        SyncConf.of(FTFW, TCP),
        SyncConf.of(NOTRACK, UDP),
        SyncConf.of(NOTRACK, MULTICAST),
        SyncConf.of(ALARM, MULTICAST).withModeOptions("RefreshTime 1", "CacheTimeout 180"));
  }

  static Stream<Arguments> withExpectations() {
    return pairs(
        SyncConf.of(FTFW, UDP).withOptions("ExpectationSync on"),
        SyncConf.of(NOTRACK, MULTICAST).withOptions("ExpectationSync { ftp }"));
  }

  private static Stream<Arguments> pairs(SyncConf... all) {
    return PAIRS.stream()
        .flatMap(pair ->
            Stream.of(all).map(conf -> Arguments.of(pair.getFirst(), pair.getLast(), conf)));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("everything")
  void connectionsSurviveThePrimary(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    require(primary, backup, List.of());
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Background flows = traffic.hold(traffic.everyKind());
      traffic.inject(1);
      awaitEqual(lab, one, other);
      assertThat(other.external())
          .anyMatch(line -> line.contains("mark=7"))
          .anyMatch(line -> line.contains("zone=5"))
          .anyMatch(line -> line.startsWith("sctp"))
          .anyMatch(line -> line.startsWith("gre"))
          .anyMatch(line -> line.startsWith("icmpv6"))
          .anyMatch(line -> line.contains("dport=" + Traffic.REDIRECTED));
      one.kill();
      other.ask("-c");
      assertThat(other.kernel()).as(other::log).isEqualTo(one.kernel()).hasSize(KINDS);
      lab.promote(2);
      traffic.stillAnswers(flows);
    }
  }

  private static void awaitEqual(PairLab lab, SyncNode one, SyncNode other) {
    Await.until(
        "both know the same",
        () -> one.internal().size() == KINDS && one.internal().equals(other.external()),
        () ->
            "internal:\n%s\nexternal:\n%s\n%s"
                .formatted(
                    String.join("\n", one.internal()),
                    String.join("\n", other.external()),
                    lab.ground().logs()));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("withExpectations")
  void expectationsFollowTheirMasters(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    require(primary, backup, List.of(Requirement.IN_KERNEL_FTP));
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      traffic.attachFtpHelper();
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      traffic.hold(List.of("ftp," + PairLab.serverAddress(Family.INET) + ",42000"));
      Await.until(
          "the backup knows the expectation",
          () -> !other.externalExpectations().isEmpty(),
          lab.ground()::logs);
      assertThat(other.externalExpectations())
          .isEqualTo(one.internalExpectations())
          .singleElement()
          .asString()
          .contains("dport=51210", "master-src=10.77.1.2", "helper=ftp");
      other.ask("-c");
      assertThat(other.kernelExpectations())
          .as(other::log)
          .isEqualTo(one.kernelExpectations())
          .hasSize(1);
    }
  }

  private static void require(SyncProgram primary, SyncProgram backup, List<Requirement> more) {
    List<Requirement> needed =
        new ArrayList<>(
            List.of(
                Requirement.ROOT,
                Requirement.NAMESPACES,
                Requirement.IPTABLES,
                Requirement.CONNTRACK_TOOL));
    needed.addAll(primary.requirements());
    needed.addAll(backup.requirements());
    needed.addAll(more);
    Requirement.firstMissing(needed).ifPresent(Assumptions::abort);
  }
}
