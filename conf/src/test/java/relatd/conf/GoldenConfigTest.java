// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that the C daemon was given: ours accepts and refuses alike and prints its lines.
class GoldenConfigTest {

  /// Where the recording shows a defect and ours does the right thing.
  private static final Map<String, String> BETTER =
      Map.of("comment-at-eof-no-newline", "a comment may end with the file");

  /// Policy lines of the recordings that ours changes on purpose.
  private static final Map<String, String> BETTER_POLICIES =
      Map.of(
          "helper-default-amanda-udp", "policy name=amanda expect_timeout=180 expect_max=4",
          "helper-default-rpc-tcp", "policy name=rpc expect_timeout=300 expect_max=16",
          "helper-default-rpc-udp", "policy name=rpc expect_timeout=300 expect_max=16",
          "helper-order", "policy name=rpc expect_timeout=300 expect_max=16",
          "helper-default-tns-tcp", "policy name=tns expect_timeout=300 expect_max=4",
          "helper-dup-queuenum", "policy name=ftp expect_timeout=300 expect_max=2",
          "helper-no-queuenum", "policy name=ftp expect_timeout=8 expect_max=1");

  static Stream<GoldenCase> cases() {
    return GoldenCase.all();
  }

  static Stream<GoldenCase> whatTheClientSaid() {
    return GoldenCase.all().filter(g -> g.isClient() && !BETTER.containsKey(g.name()));
  }

  static Stream<GoldenCase> whatTheDaemonMadeOfHelpers() {
    return GoldenCase.all().filter(g -> !g.isClient());
  }

  @Test
  void allRecordingsAreThere() {
    assertThat(cases()).hasSize(114);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void acceptsAndRefusesAlike(GoldenCase golden) {
    ConfigResult result = TestMachine.parse(golden.text());
    boolean expected = golden.accepted() || BETTER.containsKey(golden.name());
    assertThat(result.accepted()).as("%s", result.problems()).isEqualTo(expected);
    assertThat(result.exitStatus()).isEqualTo(expected ? 0 : 1);
  }

  @ParameterizedTest
  @MethodSource("whatTheClientSaid")
  void saysWhatTheOriginalSaysInItsOrder(GoldenCase golden) {
    StringBuilder said = new StringBuilder();
    for (Problem problem : TestMachine.parse(golden.text()).problems()) {
      String tag = problem.severity() == Severity.ERROR ? "[ERROR] " : "[warning] ";
      problem.originalText().ifPresent(text -> said.append(tag).append(text).append('\n'));
    }
    assertThat(said).hasToString(golden.messages());
  }

  @ParameterizedTest
  @MethodSource("whatTheClientSaid")
  void theClientPrintsTheOriginalsLinesAndOursOnlyAfterAnError(GoldenCase golden) {
    var stamp = new LogStamp(ZonedDateTime.parse("2026-11-21T01:15:09Z"), 20097);
    ConfigResult result = TestMachine.parse(golden.text());
    List<String> printed = new ConntrackdOutput(() -> stamp).client(result);
    List<String> wanted = new ArrayList<>(golden.messages().lines().toList());
    List<String> unstamped =
        printed.stream()
            .map(l -> l.replace("[Sat Nov 21 01:15:09 2026] (pid=20097) ", ""))
            .toList();
    if (golden.accepted()) {
      assertThat(unstamped).isEqualTo(wanted);
    } else {
      assertThat(unstamped)
          .startsWith(wanted.toArray(String[]::new))
          .hasSizeGreaterThan(wanted.size());
      assertThat(unstamped.getLast()).startsWith("[ERROR] t.conf:");
    }
  }

  @ParameterizedTest
  @MethodSource("whatTheDaemonMadeOfHelpers")
  void helpersGetTheOriginalsQueueAndPolicy(GoldenCase golden) {
    // The C daemon configures in reverse order and failed after the first.
    HelperType type = TestMachine.accepted(golden.text()).helper().orElseThrow().types().getLast();
    List<String> lines = golden.stdout().lines().toList();
    assertThat("[notice] " + queueLine(type)).isEqualTo(lines.get(0));
    String policy = lines.get(1).replace("[notice] ", "");
    assertThat(policyLine(type.policies().getFirst()))
        .isEqualTo(BETTER_POLICIES.getOrDefault(golden.name(), policy));
  }

  private static String queueLine(HelperType type) {
    return "configuring helper `%s' with queuenum=%d and queuelen=%d"
        .formatted(type.name(), type.queueNum(), type.queueLen());
  }

  private static String policyLine(HelperPolicy policy) {
    return "policy name=%s expect_timeout=%d expect_max=%d"
        .formatted(policy.name(), policy.expectTimeout(), policy.expectMax());
  }
}
