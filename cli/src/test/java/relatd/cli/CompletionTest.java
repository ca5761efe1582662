// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the shells offer behind a beginning.
class CompletionTest {
  private static final Path FOLDER = ManPage.folder().resolve("../../conf/completion");

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conntrack --du            | --dump",
        "conntrack -L dy           | dying",
        "conntrack -L -p sc        | sctp",
        "conntrack -L -p tcp --spo | --sport",
        "conntrack -L -p gre --src | --src --src-nat --srckey",
        "conntrack -L -p sctp --state C | CLOSED COOKIE_ECHOED COOKIE_WAIT",
        "conntrack -L -o js        | json",
        "conntrack -D -s 10.0.0.1 --dr | --dry-run",
        "conntrackd -s r           | rsqueue runtime",
        "conntrackd -i e           | expect",
        "conntrackd -s -o j        | json",
        "nfct def                  | default-get default-set",
        "nfct add ti               | timeout",
        "nfct add timeout x inet ic | icmp icmpv6",
        "nfct add timeout x inet tcp close | close close_wait",
        "nfct add timeout x inet tcp close 5 fin | fin_wait",
        "nfct default-set timeout inet udp r | replied",
        "nfct list timeout -o j    | json",
        "nfct add helper ftp in    | inet inet6",
        "relatd im                 | import",
        "relatd import --z         | --zone",
        "relatd helpers -o j       | json",
      })
  void bashOffers(String line, String expected) {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    assertThat(offered(line)).isEqualTo(expected);
  }

  @Test
  void conntrackdOffersItsOptions() {
    TreeSet<String> offered = new TreeSet<>(List.of(offered("conntrackd -").split(" ")));
    assertThat(offered).isEqualTo(new TreeSet<>(ManPage.names("conntrackd.8", "-")));
  }

  @Test
  void relatdOffersItsCommands() {
    TreeSet<String> commands = new TreeSet<>();
    ManPage.read("relatd.8").forEach(entry -> commands.add(entry.names().getFirst().split(" ")[0]));
    for (String command : commands) {
      assertThat(offered("relatd " + command).split(" ")).contains(command);
    }
  }

  /// zsh's files only load; that they load is what there is to test.
  @ParameterizedTest
  @ValueSource(strings = {"conntrack", "conntrackd", "nfct", "relatd"})
  void zshLoadsBashs(String program) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "needs zsh");
    String script =
        "autoload -U +X compinit && compinit -D -u; _bash_complete() { print -- \"$@\"; };"
            + " bashcompinit() { }; autoload() { }; complete() { }; source '%s'; whence -w _relatd_%s"
                .formatted(FOLDER.resolve("zsh").resolve("_" + program), program);
    try (Program zsh = Program.command(Map.of(), List.of("/usr/bin/zsh", "-f", "-c", script))) {
      Outcome outcome = zsh.outcome();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.outLines())
          .containsExactly("-F _relatd_" + program, "_relatd_" + program + ": function");
    }
  }
}
