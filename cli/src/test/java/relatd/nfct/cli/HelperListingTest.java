// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Transcript;
import relatd.conntrack.Family;
import relatd.conntrack.cli.Schemas;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperPolicy;

/// The layout of helper objects: what the virtual machine printed is read with an expression of the
/// test's own and printed again.
class HelperListingTest {
  private static final Pattern OBJECT =
      Pattern.compile(
          "\\{\\n\\t\\.name = (\\w+),\\n\\t\\.queuenum = (\\d+),\\n\\t\\.l3protonum = (\\d+),\\n"
              + "\\t\\.l4protonum = (\\d+),\\n\\t\\.priv_data_len = (\\d+),\\n"
              + "\\t\\.status = (\\w+),\\n\\};\\n");

  static Stream<Transcript> listings() {
    return Transcript.all("vm", "nfct-helper-").stream().filter(t -> !t.out().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("listings")
  void printsObjectsAsTheOriginal(Transcript golden) {
    List<CtHelper> helpers = new ArrayList<>();
    OBJECT.matcher(golden.out()).results().map(HelperListingTest::helper).forEach(helpers::add);
    assertThat(helpers).isNotEmpty();
    assertThat(HelperListing.text(helpers)).isEqualTo(golden.out());
  }

  @Test
  void jsonIsWhatItsSchemaPromises() {
    CtHelper helper =
        new CtHelper(
            "rpc",
            Family.INET6,
            17,
            3,
            List.of(new CtHelperPolicy("rpc", 0, Duration.ofSeconds(0xffff_ffffL))),
            16,
            true);
    List<String> lines = HelperListing.json(List.of(helper, helper)).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .contains("\"family\":\"ipv6\"", "\"queue\":3", "\"expect_timeout\":4294967295");
    assertThat(Schemas.complaints(lines.getFirst())).isEmpty();
    assertThat(Schemas.complaints(lines.getFirst().replace("\"queue\":3", "\"queue\":\"3\"")))
        .isNotEmpty();
  }

  private static CtHelper helper(MatchResult object) {
    return new CtHelper(
        object.group(1),
        object.group(3).equals("2") ? Family.INET : Family.INET6,
        Integer.parseInt(object.group(4)),
        Integer.parseInt(object.group(2)),
        List.of(),
        Integer.parseInt(object.group(5)),
        object.group(6).equals("enabled"));
  }
}
