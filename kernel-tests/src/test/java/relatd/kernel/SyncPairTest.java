// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.ALARM;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.MULTICAST;
import static relatd.kernel.SyncConf.Transport.TCP;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Family;

/// What one node's kernel has is what the other node has been told, and has itself after a commit,
/// whatever it is, in every mode and over every transport.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncPairTest {
  /// Entries that [Traffic] makes.
  static final int KINDS = 14;

  static Stream<Arguments> everything() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP),
        SyncConf.of(FTFW, MULTICAST),
        SyncConf.of(FTFW, TCP),
        SyncConf.of(NOTRACK, UDP),
        SyncConf.of(NOTRACK, MULTICAST),
        SyncConf.of(ALARM, MULTICAST).withModeOptions("RefreshTime 1", "CacheTimeout 180"));
  }

  static Stream<Arguments> withExpectations() {
    return SyncPairs.with(
        SyncConf.of(FTFW, UDP).withOptions("ExpectationSync on"),
        SyncConf.of(NOTRACK, MULTICAST).withOptions("ExpectationSync { ftp }"));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("everything")
  void connectionsSurviveThePrimary(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup);
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      Background flows = traffic.hold(traffic.everyKind());
      traffic.inject(1);
      awaitStreams(one);
      SyncPairs.awaitEqual(lab, one, other, KINDS);
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

  /// After two seconds of answers the kernel takes UDP for a stream; then nothing changes any more.
  private static void awaitStreams(SyncNode node) {
    Await.until(
        "both UDP flows are streams",
        () ->
            node.internal().stream()
                    .filter(line -> line.startsWith("udp") && line.contains("[ASSURED]"))
                    .count()
                == 2,
        () -> String.join("\n", node.internal()));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("withExpectations")
  void expectationsFollowTheirMasters(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup, Requirement.IN_KERNEL_FTP);
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      traffic.attachFtpHelper();
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      traffic.hold(List.of("ftp," + PairLab.serverAddress(Family.INET) + ",42000"));
      assertThat(agreeOnExpectations(lab, one, other, 1))
          .singleElement()
          .asString()
          .contains("dport=51210", "master-src=10.77.1.2", "helper=ftp");
      commitExpectations(one, other);
    }
  }

  /// Waits for the backup to know so many expectations, the primary's.
  ///
  /// @return what it knows
  private static List<String> agreeOnExpectations(
      PairLab lab, SyncNode one, SyncNode other, int expectations) {
    Await.until(
        "the backup knows the expectations",
        () -> other.externalExpectations().size() == expectations,
        lab.ground()::logs);
    List<String> known = other.externalExpectations();
    assertThat(known).isEqualTo(one.internalExpectations());
    return known;
  }

  private static void commitExpectations(SyncNode one, SyncNode other) {
    other.ask("-c");
    assertThat(other.kernelExpectations())
        .as(other::log)
        .isNotEmpty()
        .isEqualTo(one.kernelExpectations());
  }

  static Stream<Arguments> withCalls() {
    return SyncPairs.with(SyncConf.of(FTFW, UDP).withOptions("ExpectationSync { sip }"));
  }

  /// A call's media: RTP and RTCP, each expected in its own class.
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("withCalls")
  void callsFollowTheirSignalling(SyncProgram primary, SyncProgram backup, SyncConf conf) {
    SyncPairs.require(primary, backup, Requirement.IN_KERNEL_SIP);
    try (PairLab lab = PairLab.open()) {
      Traffic traffic = Traffic.prepare(lab);
      traffic.attachSipHelper();
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      traffic.hold(List.of("sip," + PairLab.serverAddress(Family.INET) + ",43000"));
      assertThat(agreeOnExpectations(lab, one, other, 2))
          .anyMatch(line -> line.contains("dport=30000"))
          .anyMatch(line -> line.contains("dport=30001"))
          .allMatch(line -> line.contains("helper=sip"));
      // The original's commit forgets the class: then RTCP's expectation takes the place of RTP's.
      if (backup == SyncProgram.RELATD) {
        commitExpectations(one, other);
      }
    }
  }
}
