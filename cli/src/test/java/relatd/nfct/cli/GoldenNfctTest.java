// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Outcome;
import relatd.cli.Transcript;

/// Command lines that nfct 1.4.7 was given and that need no kernel object.
class GoldenNfctTest {
  /// Have tests of their own below: they ask the kernel, or ours is better on purpose.
  private static final Set<String> OTHERS =
      Set.of(
          "help",
          "help-alone",
          "version-alone",
          "version-2",
          "nohelper-add",
          "nohelper-list",
          "helper-add-unknown",
          "helper-disable-unknown");

  static Stream<Transcript> words() {
    return Transcript.all("nfct", "").stream()
        .filter(t -> !OTHERS.contains(t.name()))
        .filter(t -> t.status() != 0 && !t.err().contains("netlink error"));
  }

  static Stream<Transcript> withoutSubsystem() {
    return Stream.of("nohelper-list", "nohelper-add", "help")
        .map(name -> Transcript.read("nfct", name));
  }

  private static Stream<String> names() {
    return Stream.concat(words().map(Transcript::name), OTHERS.stream());
  }

  @ParameterizedTest
  @MethodSource("words")
  void saysWhatTheOriginalSays(Transcript golden) {
    assertThat(run(golden)).isEqualTo(new Outcome(golden.status(), golden.out(), golden.err()));
  }

  @Test
  void everyRecordingIsReplayed() {
    assertThat(Stream.concat(names(), GoldenTimeoutTest.names()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Transcript.all("nfct", "").stream().map(Transcript::name).toList());
  }

  @Test
  void helpAndVersionCanBeReached() {
    assertThat(Outcome.ofNfct("help").out()).contains("add helper NAME inet|inet6 tcp|udp");
    assertThat(Outcome.ofNfct("version").out()).startsWith("nfct v1.4.7: ").hasLineCount(1);
    Transcript golden = Transcript.read("nfct", "version-2");
    Outcome ours = run(golden);
    assertThat(ours.status()).isEqualTo(golden.status());
    assertThat(ours.out()).startsWith(golden.out().lines().findFirst().orElseThrow());
  }

  @Test
  void aHelperThatNobodyKnowsIsNotSupported() {
    Transcript golden = Transcript.read("nfct", "helper-add-unknown");
    assertThat(Outcome.ofNfct("add", "helper", "gopher", "inet", "tcp"))
        .isEqualTo(new Outcome(golden.status(), golden.out(), golden.err()));
    assertThat(Outcome.ofNfct("helper", "disable", "gopher", "inet", "tcp").err())
        .isEqualTo(golden.err());
  }

  @Test
  void bothOrdersMeanTheSame() {
    assertThat(Outcome.ofNfct("helper", "list", "x")).isEqualTo(Outcome.ofNfct("l", "h", "x"));
    assertThat(Outcome.ofNfct("helper", "get")).isEqualTo(Outcome.ofNfct("get", "helper"));
  }

  @Test
  void aNameThatTheKernelCannotKnowIsRefusedInOneLine() {
    for (String name : new String[] {"", "0123456789abcdef"}) {
      Outcome ours = Outcome.ofNfct("delete", "helper", name, "inet", "tcp");
      assertThat(ours.status()).isEqualTo(1);
      assertThat(ours.errLines()).allMatch(line -> line.startsWith("nfct v1.4.7: "));
    }
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("withoutSubsystem")
  void aKernelWithoutTheSubsystemIsNamedInASecondLine(Transcript golden) {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    Outcome ours = run(golden);
    assumeTrue(
        ours.status() != 0 && !ours.err().contains("busy"), "this kernel has nfnetlink_cthelper");
    assertThat(ours.status()).isEqualTo(golden.status());
    assertThat(ours.out()).isEqualTo(golden.out());
    assertThat(ours.err()).startsWith(golden.err()).hasLineCount(2);
    assertThat(ours.errLines().getLast()).contains("modprobe nfnetlink_cthelper");
  }

  private static Outcome run(Transcript golden) {
    String[] words = golden.args().stream().filter(w -> !w.isEmpty()).toArray(String[]::new);
    return Outcome.ofNfct(words);
  }
}
