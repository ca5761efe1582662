// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HelperSectionTest {

  private static List<HelperType> types(String inside) {
    return TestMachine.accepted("Helper { " + inside + " }").helper().orElseThrow().types();
  }

  private static List<String> complaints(String inside) {
    return TestMachine.parse("Helper { " + inside + " }\nGeneral { UNIX { Path /x } }")
        .problems()
        .stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void policiesBelongToNameAndBothProtocols() {
    List<HelperType> types =
        types(
            "Type ftp inet tcp { QueueNum 1 Policy ftp { ExpectMax 1 } }"
                + "Type ftp inet6 tcp { QueueNum 2 Policy ftp { ExpectMax 2 } }");
    assertThat(types)
        .extracting(type -> type.policies().getFirst().expectMax())
        .containsExactly(1, 2);
  }

  @Test
  void aPolicyOverridesOneClassOfMany() {
    assertThat(
            types("Type sip inet udp { Policy video { ExpectTimeout 9 } }").getFirst().policies())
        .containsExactly(
            new HelperPolicy("signalling", 1, 180),
            new HelperPolicy("audio", 4, 180),
            new HelperPolicy("video", 4, 9),
            new HelperPolicy("image", 2, 180));
  }

  @Test
  void itemsOutsideATypeGoToTheNextThatCloses() {
    assertThat(
            types("QueueNum 7 Type ftp inet tcp { Type tns inet tcp { QueueNum 3 } QueueNum 2 }"))
        .extracting(type -> type.name() + type.queueNum())
        .containsExactly("tns7", "ftp2");
  }

  @Test
  void warnsAboutASharedQueue() {
    assertThat(complaints("Type ftp inet tcp { } Type tns inet tcp { }"))
        .containsExactly(
            "tns inet tcp shares QueueNum 0 with ftp inet tcp; give each Type a queue of its own");
  }

  @Test
  void theFirstOfTwoEqualTypesCounts() {
    assertThat(types("Type ftp inet tcp { QueueNum 1 } Type ftp inet tcp { QueueNum 2 }"))
        .extracting(HelperType::queueNum)
        .containsExactly(1);
  }

  @Test
  void saysOverWhatAHelperWorks() {
    assertThat(complaints("Type ftp inet udp { }"))
        .containsExactly("the helper 'ftp' works over tcp only");
  }

  @Test
  void optionsRunToTheEndOfTheLineOrToTheNextClause() {
    HelperType type =
        types(
                "Type tns inet tcp { Option Loose on QueueNum 4 Option MinPort 1500\n"
                    + "Option RedirectTo 10.0.0.0/8 192.0.2.1\nOption RedirectTo fe80::/10\n"
                    + "Option MinPort 1600 }")
            .getFirst();
    assertThat(type.queueNum()).isEqualTo(4);
    assertThat(type.options())
        .containsEntry("Loose", List.of("on"))
        .containsEntry("MinPort", List.of("1600"))
        .containsEntry("RedirectTo", List.of("10.0.0.0/8", "192.0.2.1", "fe80::/10"))
        .hasSize(3);
  }

  @Test
  void optionsWithSillyValuesAreRefused() {
    assertThat(complaints("Type ftp inet tcp { Option MinPort 70000\n }")).hasSize(1);
    assertThat(complaints("Type ftp inet tcp { Option Loose maybe\n }")).hasSize(1);
    assertThat(complaints("Type ftp inet tcp { Option OnNatFailure\n }")).hasSize(1);
    assertThat(complaints("Type ftp inet tcp { Option RedirectTo 10.0.0.0/40\n }"))
        .containsExactly("'10.0.0.0/40' does not fit option RedirectTo");
  }

  @Test
  void anUnknownOptionIsKeptWithAWarning() {
    assertThat(complaints("Type ftp inet tcp { Option Frobnicate 1 two\n }"))
        .containsExactly("no helper of ours has an option 'Frobnicate'");
    assertThat(types("Type ftp inet tcp { Option Frobnicate 1 two\n }").getFirst().options())
        .containsEntry("Frobnicate", List.of("1", "two"));
  }

  @Test
  void warnsAboutMoreExpectationsThanTheKernelTakes() {
    assertThat(complaints("Type ftp inet tcp { Policy ftp { ExpectMax 256 } }"))
        .containsExactly("the kernel refuses an ExpectMax above 255");
  }

  @Test
  void theHelpersMayBePassedIn() {
    var echo = new KnownHelper("echo", java.util.Set.of(HelperType.Layer4.UDP), List.of());
    var reader = new ConfigReader(new KnownHelpers(List.of(echo)), new TestMachine());
    assertThat(reader.parse("t", "Helper { Type echo inet udp { } }").accepted()).isTrue();
    assertThat(reader.parse("t", "Helper { Type ftp inet tcp { } }").accepted()).isFalse();
  }
}
