// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;

/// Both programs, as processes in one namespace, hear the same events and say the same of them:
/// entries of several protocols come, change and go.
@Tag("kernel")
class EventKernelTest {
  private static final String LAST = "sport=65000";
  private static final List<String> WORK =
      List.of(
          "-I -p udp -s 10.1.0.2 -d 10.2.0.2 --sport 1 --dport 2 -t 3000",
          "-I -p sctp -s 10.1.0.2 -d 10.2.0.2 --sport 7000 --dport 7001 --state ESTABLISHED -t 3000"
              + " --orig-vtag 1234 --reply-vtag 5678 -u SEEN_REPLY",
          "-I -p icmp -s 10.1.0.2 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 99 -t 10",
          "-I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 20 -t 3000",
          "-I -p tcp -s fd01::2 -d fd02::2 --sport 1 --dport 2 --state SYN_SENT -t 10 -w 7",
          "-U -p udp -s 10.1.0.2 -m 5",
          "-D -p udp",
          "-D -f ipv6",
          // Everybody hears the last one, whatever was asked for.
          "-I -p tcp -s 10.1.0.3 -d 10.2.0.2 --sport 65000 --dport 2 -t 3000 --state SYN_SENT",
          "-U -s 10.1.0.3 -m 6",
          "-D -s 10.1.0.3");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-E",
        "-E -o extended,id",
        "-E -o timestamp",
        "-E -e NEW",
        "-E -e DESTROY,UPDATES",
        "-E -p tcp",
        "-E -s 10.1.0.0/24 -b 1000000",
      })
  void bothSayTheSame(String line) {
    Programs.requireDebian();
    String[] words = line.split(" ");
    try (Namespace here = Namespace.open();
        Program ours = here.start("conntrack", words);
        Program original =
            Program.command(
                Map.of(), here.inside(with("stdbuf", "-oL", "/usr/sbin/conntrack", words)))) {
      awaitListeners(here, 2);
      for (String command : WORK) {
        here.run(with("conntrack", command.split(" ")));
      }
      Outcome mine = ended(ours);
      Outcome theirs = ended(original);
      assertThat(normalised(mine)).isEqualTo(normalised(theirs));
      assertThat(mine.outLines()).isNotEmpty();
    }
  }

  private static Outcome ended(Program program) {
    return program.awaitOut(LAST).signal("INT").outcome();
  }

  /// The last events may come behind the first that names the last entry: they are not compared.
  private static Run normalised(Outcome outcome) {
    String before =
        String.join(
            "\n", outcome.outLines().stream().takeWhile(line -> !line.contains(LAST)).toList());
    String errors = outcome.err().replaceAll("\\d+ flow events", "N flow events");
    return new Run(outcome.status(), before, errors).normalised();
  }

  /// They are listening when as many sockets of the namespace have joined groups.
  private static void awaitListeners(Namespace here, int count) {
    String listeners = "awk '$2 == 12 && $4 != \"00000000\"' /proc/self/net/netlink | wc -l";
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!here.run("sh", "-c", listeners).out().strip().equals("" + count)) {
      assertThat(System.nanoTime()).as("listeners").isLessThan(deadline);
    }
  }

  private static String[] with(String first, String... rest) {
    String[] all = new String[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static String[] with(String one, String two, String three, String[] rest) {
    return with(one, with(two, with(three, rest)));
  }
}
