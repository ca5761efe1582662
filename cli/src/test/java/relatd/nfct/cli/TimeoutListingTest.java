// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Transcript;
import relatd.conntrack.Family;
import relatd.cttimeout.CtTimeout;
import relatd.cttimeout.CtTimeout.StateTimeout;
import relatd.cttimeout.TimeoutStates;

/// The layout of timeout policies: what 1.4.7 printed, on a kernel with DCCP, too, is read with an
/// expression of the test's own and printed again.
class TimeoutListingTest {
  private static final Pattern POLICY =
      Pattern.compile(
          "(?:\\.(\\S+) = \\{\\n)?\\t\\.l3proto = (\\d+),\\n\\t\\.l4proto = (\\d+),\\n"
              + "\\t\\.policy = \\{\\n((?:\\t\\t.*\\n)+)\\t\\},\\n\\};\\n");
  private static final Pattern VALUE = Pattern.compile("\\.(\\w+) = (\\d+),");

  static Stream<Transcript> listings() {
    return Stream.of("vm", "nfct")
        .flatMap(folder ->
            Transcript.all(folder, folder.equals("vm") ? "nfct-timeout-" : "timeout-").stream())
        .filter(golden -> !golden.out().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("listings")
  void printsPoliciesAsTheOriginal(Transcript golden) {
    List<CtTimeout> timeouts = new ArrayList<>();
    Matcher policy = POLICY.matcher(golden.out());
    while (policy.find()) {
      int protocol = Integer.parseInt(policy.group(3));
      List<StateTimeout> values = new ArrayList<>();
      Matcher value = VALUE.matcher(policy.group(4));
      while (value.find()) {
        int state = TimeoutStates.of(protocol).indexOf(value.group(1)) + 1;
        assertThat(state).as(value.group(1)).isPositive();
        values.add(new StateTimeout(state, Integer.parseInt(value.group(2))));
      }
      timeouts.add(
          new CtTimeout(
              policy.group(1) == null ? "" : policy.group(1),
              Family.of(Integer.parseInt(policy.group(2))).orElseThrow(),
              protocol,
              values));
    }
    assertThat(timeouts).isNotEmpty();
    assertThat(TimeoutListing.text(timeouts)).isEqualTo(golden.out());
  }
}
