// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the shells offer behind a beginning.
class CompletionTest {
  private static final Path FOLDER = ManPage.folder().resolve("../../conf/completion");
  private static final Path ZSH = Path.of("/usr/bin/zsh");

  /// Runs a completion function as bash would, the last word being the one that is completed.
  private static String offered(String line) {
    String[] words = line.split(" ");
    int last = words.length - 1;
    String script =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _relatd_%s; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(
                FOLDER.resolve("bash").resolve(words[0]), quoted(words, last), last, words[0]);
    try (Program bash = Program.command(Map.of(), List.of("bash", "-c", script))) {
      Outcome outcome = bash.outcome();
      assertThat(outcome.err()).isEmpty();
      return String.join(" ", new TreeSet<>(outcome.outLines()));
    }
  }

  private static String quoted(String[] words, int last) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      text.append(" '").append(words[i]).append('\'');
    }
    return text.toString();
  }

  static Stream<Arguments> lines() {
    return Stream.of(
            "conntrack --du | --dump",
            "conntrack -L dy | dying",
            "conntrack -L -p sc | sctp",
            "conntrack -L -p tcp --spo | --sport",
            "conntrack -L -p gre --src | --src --src-nat --srckey",
            "conntrack -L -p sctp --state C | CLOSED COOKIE_ECHOED COOKIE_WAIT",
            "conntrack -L -o js | json",
            "conntrack -D -s 10.0.0.1 --dr | --dry-run",
            "conntrackd -s r | rsqueue runtime",
            "conntrackd -i e | expect",
            "conntrackd -s -o j | json",
            "nfct def | default-get default-set",
            "nfct add ti | timeout",
            "nfct add timeout x inet ic | icmp icmpv6",
            "nfct add timeout x inet tcp close | close close_wait",
            "nfct add timeout x inet tcp close 5 fin | fin_wait",
            "nfct default-set timeout inet udp r | replied",
            "nfct list timeout -o j | json",
            "nfct add helper ftp in | inet inet6",
            "relatd im | import",
            "relatd import --z | --zone",
            "relatd helpers -o j | json")
        .map(line -> Arguments.of((Object[]) line.split(" \\| ")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void bashOffers(String line, String expected) {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    assertThat(offered(line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void zshOffersTheSame(String line, String expected) {
    assertThat(String.join(" ", offeredByZsh(line))).isEqualTo(expected);
  }

  /// What an interactive zsh offers.
  private static TreeSet<String> offeredByZsh(String line) {
    assumeTrue(Files.isExecutable(ZSH), "needs zsh");
    List<String> command =
        List.of(ZSH.toString(), "-f", script(), FOLDER.resolve("zsh").toString(), line);
    try (Program zsh = Program.command(Map.of("TERM", "xterm"), command)) {
      Outcome outcome = zsh.outcome();
      assumeTrue(outcome.status() != 77, "needs zsh's module zpty");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
      return outcome.outLines().stream()
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String script() {
    try {
      return Path.of(CompletionTest.class.getResource("/offered.zsh").toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void conntrackdOffersItsOptions() {
    TreeSet<String> offered = new TreeSet<>(List.of(offered("conntrackd -").split(" ")));
    assertThat(offered).isEqualTo(new TreeSet<>(ManPage.names("conntrackd.8", "-")));
    assertThat(offeredByZsh("conntrackd -")).isEqualTo(offered);
  }

  @Test
  void relatdOffersItsCommands() {
    TreeSet<String> commands = new TreeSet<>();
    ManPage.read("relatd.8").forEach(entry -> commands.add(entry.names().getFirst().split(" ")[0]));
    for (String command : commands) {
      assertThat(offered("relatd " + command).split(" ")).contains(command);
    }
    assertThat(offeredByZsh("relatd ")).isEqualTo(commands);
  }
}
