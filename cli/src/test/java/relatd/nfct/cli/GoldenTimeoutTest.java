// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;
import relatd.conntrack.cli.InNamespace;
import relatd.conntrack.cli.Schemas;

/// Timeout policies on this kernel: recordings of nfct 1.4.7 in the order in which they were made,
/// replayed against ours and against Debian's program, each in a namespace of its own.
@Tag("kernel")
class GoldenTimeoutTest {
  private static final Path DEBIAN = Path.of("/usr/sbin/nfct");
  private static final List<String> ORDER =
      List.of(
          "list-empty",
          "add-tcp",
          "add-udp",
          "add-udp6",
          "add-icmp",
          "add-icmpv6",
          "add-icmpv6-name",
          "add-sctp",
          "add-udplite",
          "add-gre",
          "add-generic",
          "add-dccp",
          "add-nostates",
          "list",
          "get",
          "get-missing",
          "add-tcp-again",
          "get",
          "delete",
          "delete-missing",
          "flush",
          "list-after-flush",
          "add-upper",
          "flush",
          "default-get-inet-tcp",
          "default-get-inet-udp",
          "default-get-inet-udplite",
          "default-get-inet-icmp",
          "default-get-inet6-icmpv6",
          "default-get-inet-sctp",
          "default-get-inet-gre",
          "default-get-inet-generic",
          "default-get-inet-dccp",
          "default-get-inet-esp",
          "default-get-inet6-tcp",
          "default-set",
          "default-get-after");

  @Test
  void saysWhatTheOriginalSaid() {
    assumeTrue(Files.isExecutable(DEBIAN), "needs nfct 1.4.7 (package nfct)");
    SoftAssertions all = new SoftAssertions();
    try (InNamespace ours = InNamespace.open();
        InNamespace debians = InNamespace.open()) {
      requireSubsystem(ours);
      for (String name : ORDER) {
        Transcript golden = Transcript.read("nfct", "timeout-" + name);
        Outcome recorded = new Outcome(golden.status(), golden.out(), golden.err());
        Outcome living = debians.call(() -> debian(golden.args()));
        all.assertThat(living).as("the original's " + name).isEqualTo(recorded);
        Outcome mine = ours.call(() -> Outcome.ofNfct(golden.args().toArray(String[]::new)));
        all.assertThat(firstLine(mine)).as(name).isEqualTo(recorded);
      }
    }
    all.assertAll();
  }

  /// A refusal of the kernel has a second line, ours, that says what was refused and what to do.
  private static Outcome firstLine(Outcome outcome) {
    if (!outcome.err().contains("netlink error: ")) {
      return outcome;
    }
    assertThat(outcome.errLines()).hasSize(2);
    assertThat(outcome.errLines().getLast()).startsWith("nfct v1.4.7: cannot ").contains("; ");
    return new Outcome(outcome.status(), outcome.out(), outcome.errLines().getFirst() + "\n");
  }

  private static Outcome debian(List<String> args) {
    List<String> command = new ArrayList<>(List.of(DEBIAN.toString()));
    command.addAll(args);
    try (Program program = Program.command(Map.of(), command)) {
      return program.outcome();
    }
  }

  private static void requireSubsystem(InNamespace namespace) {
    Outcome list = namespace.call(() -> Outcome.ofNfct("list", "timeout"));
    assumeTrue(list.status() == 0, () -> "needs nfnetlink_cttimeout: " + list.err());
  }

  @Test
  void aWrongNumberOfSecondsMakesNoPolicy() {
    try (InNamespace here = InNamespace.open()) {
      requireSubsystem(here);
      Transcript junk = Transcript.read("nfct", "timeout-add-junkvalue");
      Outcome refused = here.call(() -> Outcome.ofNfct(junk.args().toArray(String[]::new)));
      assertThat(refused)
          .isEqualTo(new Outcome(1, "", "nfct v1.4.7: bad number of seconds: `foo'\n"));
      assertThat(here.call(() -> Outcome.ofNfct("get", "timeout", "y")).status()).isEqualTo(1);
    }
  }

  @Test
  void jsonIsWhatItsSchemaPromises() {
    try (InNamespace here = InNamespace.open()) {
      requireSubsystem(here);
      for (String words :
          List.of(
              "add timeout a inet tcp established 100",
              "add timeout b inet6 sctp heartbeat_sent 9",
              "add timeout c inet generic timeout 86400")) {
        assertThat(here.call(() -> Outcome.ofNfct(words.split(" "))))
            .isEqualTo(new Outcome(0, "", ""));
      }
      List<String> lines = json(here, "list timeout -o json");
      assertThat(lines).hasSize(3);
      assertThat(lines.getFirst()).contains("\"name\":\"a\"", "\"established\":100,");
      assertThat(lines.get(1)).contains("\"family\":\"ipv6\"", "\"heartbeat_sent\":9");
      assertThat(lines.get(2)).contains("\"generic\"", "{\"timeout\":86400}");
      assertThat(json(here, "get timeout a --output json")).containsExactly(lines.getFirst());
      assertThat(json(here, "default-get timeout inet udp -o json"))
          .containsExactly(
              "{\"v\":1,\"type\":\"cttimeout\",\"default\":true,\"family\":\"ipv4\","
                  + "\"protocol\":\"udp\",\"protonum\":17,"
                  + "\"timeouts\":{\"unreplied\":30,\"replied\":120}}");
    }
  }

  private static List<String> json(InNamespace here, String words) {
    Outcome outcome = here.call(() -> Outcome.ofNfct(words.split(" ")));
    assertThat(outcome.outLines().stream().flatMap(line -> Schemas.complaints(line).stream()))
        .isEmpty();
    return outcome.outLines();
  }
}
