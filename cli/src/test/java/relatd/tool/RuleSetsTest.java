// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.conntrack.Family;
import relatd.helper.HelperCatalog;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.engine.AttachedType;
import relatd.helper.engine.RuleSets;

/// The rules that `relatd doctor` prints: complete, each once, and taken by the firewall tools.
class RuleSetsTest {
  @TempDir Path folder;

  @Test
  void aRegisteredHelperIsAttachedByItsNameAndNothingIsQueued() {
    assertThat(RuleSets.iptables(types(), true))
        .containsExactly(
            "iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp",
            "iptables -t raw -A OUTPUT -p tcp --dport 21 -j CT --helper ftp",
            "iptables -A FORWARD -m conntrack --ctstate RELATED -m helper --helper ftp -j ACCEPT",
            "ip6tables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp",
            "ip6tables -t raw -A OUTPUT -p tcp --dport 21 -j CT --helper ftp",
            "ip6tables -A FORWARD -m conntrack --ctstate RELATED -m helper --helper ftp -j ACCEPT");
    assertThat(RuleSets.nft(types(), true)).noneMatch(line -> line.contains("queue"));
  }

  @Test
  void eachConfiguredPortHasItsRules() {
    AttachedType own = types().getFirst();
    AttachedType type =
        new AttachedType(
            own.configured().withSetting("Ports", "21 2121"),
            own.family(),
            own.transport(),
            own.queueNumber(),
            0);
    assertThat(RuleSets.iptables(List.of(type), true))
        .filteredOn(rule -> rule.contains("PREROUTING"))
        .containsExactly(
            "iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp",
            "iptables -t raw -A PREROUTING -p tcp --dport 2121 -j CT --helper ftp");
    assertThat(RuleSets.nft(List.of(type), false))
        .anyMatch(line -> line.contains("sport 2121 queue"));
  }

  @Test
  void withoutRegistrationBothDirectionsGoToTheTypesQueue() {
    List<String> rules = RuleSets.iptables(types(), false);
    for (String side : List.of("--dport", "--sport")) {
      assertThat(rules)
          .contains(
              "iptables -t mangle -A PREROUTING -p tcp %s 21 -j NFQUEUE --queue-num 4 --queue-bypass"
                  .formatted(side))
          .contains(
              "ip6tables -t mangle -A OUTPUT -p tcp %s 21 -j NFQUEUE --queue-num 6 --queue-bypass"
                  .formatted(side));
    }
    assertThat(rules).noneMatch(rule -> rule.contains("--helper ftp"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRuleStandsTwice(boolean registered) {
    assertThat(RuleSets.iptables(types(), registered)).doesNotHaveDuplicates();
    List<String> forward = RuleSets.nft(types(), registered);
    assertThat(forward.subList(forward.indexOf("  chain forward {"), forward.size() - 2))
        .doesNotHaveDuplicates();
  }

  @Tag("kernel")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nftTakesTheScript(boolean registered) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "needs nft");
    Path script = folder.resolve("rules.nft");
    Files.write(script, RuleSets.nft(types(), registered));
    try (Namespace namespace = Namespace.open()) {
      Outcome outcome = namespace.run("nft", "-c", "-f", script.toString());
      assumeComplete(outcome);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
    }
  }

  @Tag("kernel")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void iptablesTakesTheRules(boolean registered) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/iptables-restore")), "needs iptables");
    try (Namespace namespace = Namespace.open()) {
      for (String program : List.of("iptables", "ip6tables")) {
        Path file = folder.resolve(program);
        Files.write(file, restorable(program, registered));
        Outcome outcome = namespace.run(program + "-restore", "--test", file.toString());
        assumeComplete(outcome);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
      }
    }
  }

  /// What this kernel has not got (a helper, nft_queue) is no fault of the rules.
  private static void assumeComplete(Outcome outcome) {
    boolean missing = outcome.err().contains("No such file") || outcome.err().contains("not found");
    assumeTrue(
        !missing,
        () ->
            "needs a kernel with all that the rules name: "
                + String.join(" ", outcome.errLines().subList(0, 2)));
  }

  /// The commands of one program in the form of iptables-save.
  private static List<String> restorable(String program, boolean registered) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String rule : RuleSets.iptables(types(), registered)) {
      List<String> words = new ArrayList<>(List.of(rule.split(" ")));
      if (words.removeFirst().equals(program)) {
        boolean named = words.getFirst().equals("-t");
        String table = named ? words.get(1) : "filter";
        String text = String.join(" ", named ? words.subList(2, words.size()) : words);
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(text);
      }
    }
    List<String> lines = new ArrayList<>();
    tables.forEach((table, rules) -> {
      lines.add("*" + table);
      lines.addAll(rules);
      lines.add("COMMIT");
    });
    return lines;
  }

  private static List<AttachedType> types() {
    ConfiguredHelper ftp =
        ConfiguredHelper.of(HelperCatalog.installed().byName("ftp").orElseThrow());
    return List.of(
        new AttachedType(ftp, Family.INET, Transport.TCP, 4, 0),
        new AttachedType(ftp, Family.INET6, Transport.TCP, 6, 0));
  }
}
