// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.kernel.SyncConf.Mode.FTFW;
import static relatd.kernel.SyncConf.Mode.NOTRACK;
import static relatd.kernel.SyncConf.Transport.MULTICAST;
import static relatd.kernel.SyncConf.Transport.UDP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Family;

/// A connection's labels go with it: those that it began with and those that came later.
@Tag("kernel")
@ExtendWith(Control.class)
final class SyncLabelsTest {
  /// In words of 32 bits of their own: label 5 is set by a rule, label 70 by hand.
  private static final String NAMES = "5 five\n70 seventy\n";

  /// To conntrack labels have names, from a file below /etc: it sees another /etc, that has nothing
  /// else.
  private static final String OTHER_ETC = "mount --bind \"$0\" /etc && exec \"$@\"";

  static Stream<Arguments> pairs() {
    return SyncPairs.with(SyncConf.of(FTFW, UDP), SyncConf.of(NOTRACK, MULTICAST));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("pairs")
  void labelsAreCommitted(SyncProgram primary, SyncProgram backup, SyncConf conf)
      throws IOException {
    SyncPairs.require(primary, backup, Requirement.CONNLABEL, Requirement.DIST);
    try (PairLab lab = PairLab.open()) {
      name(lab);
      // A kernel keeps labels while a rule asks for them: so the backup needs the rule, too.
      for (int node = 1; node <= 2; node++) {
        String rule = "iptables -t mangle -A FORWARD -m connlabel --label 5 --set";
        lab.firewall(node).run(rule.split(" ")).orFail();
      }
      Traffic traffic = Traffic.prepare(lab);
      SyncNode one = SyncNode.start(lab, 1, primary, conf);
      SyncNode other = SyncNode.start(lab, 2, backup, conf);
      traffic.hold(
          List.of("tcp,%s,%d,41000".formatted(PairLab.serverAddress(Family.INET), Traffic.PORT)));
      // Debian's conntrack cannot change what traffic made: it sends the translation along.
      String ours = Dist.command("conntrack");
      named(lab, 1, ours + " -U -p tcp --orig-port-src 41000 --label-add seventy");
      // No dump shows labels; what is told behind them has come when they have.
      traffic.injectMany(1, 1024, 1);
      SyncPairs.awaitEqual(lab, one, other, 2);
      assertThat(labels(lab, 1)).containsExactly("five,seventy");
      assertThat(labels(lab, 2)).isEmpty();
      other.ask("-c");
      assertThat(labels(lab, 2)).as(other::log).containsExactly("five,seventy");
      assertThat(other.kernel()).isEqualTo(one.kernel());
    }
  }

  private static void name(PairLab lab) throws IOException {
    Path folder = Files.createDirectories(etc(lab).resolve("xtables"));
    Files.writeString(folder.resolve("connlabel.conf"), NAMES);
  }

  private static Path etc(PairLab lab) {
    return lab.ground().directory().resolve("etc");
  }

  private static String named(PairLab lab, int node, String words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--mount", "sh", "-c", OTHER_ETC, etc(lab).toString()));
    command.addAll(List.of(words.split(" ")));
    return lab.firewall(node).run(Commands.LIMIT, command).orFail().out();
  }

  /// What a kernel's entries are labelled with, as Debian's conntrack names it.
  private static List<String> labels(PairLab lab, int node) {
    return named(lab, node, "conntrack -L -o labels")
        .lines()
        .filter(line -> line.contains("labels="))
        .map(line -> line.replaceFirst(".* labels=(\\S+).*", "$1"))
        .toList();
  }
}
