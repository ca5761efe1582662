// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.cli.Namespace;
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
          "timeout-list-empty",
          "prefix",
          "old-order",
          "timeout-add-tcp",
          "timeout-add-tcp-again",
          "timeout-list-after-again",
          "timeout-add-udp",
          "timeout-add-udp6",
          "timeout-add-icmp",
          "timeout-add-icmpv6",
          "timeout-add-icmpv6-name",
          "timeout-add-sctp",
          "timeout-add-udplite",
          "timeout-add-gre",
          "timeout-add-generic",
          "timeout-add-dccp",
          "timeout-add-nostates",
          "timeout-list",
          "timeout-get",
          "timeout-get-missing",
          "timeout-delete",
          "timeout-delete-missing",
          "prefix-d",
          "timeout-flush",
          "timeout-list-after-flush",
          "timeout-add-upper",
          "timeout-flush",
          "timeout-default-get-inet-tcp",
          "timeout-default-get-inet-udp",
          "timeout-default-get-inet-udplite",
          "timeout-default-get-inet-icmp",
          "timeout-default-get-inet6-icmpv6",
          "timeout-default-get-inet-sctp",
          "timeout-default-get-inet-gre",
          "timeout-default-get-inet-generic",
          "timeout-default-get-inet-dccp",
          "timeout-default-get-inet-esp",
          "timeout-default-get-inet6-tcp",
          "timeout-default-set",
          "timeout-default-get-after");

  @Test
  void saysWhatTheOriginalSaid() {
    assumeTrue(Files.isExecutable(DEBIAN), "needs nfct 1.4.7 (package nfct)");
    SoftAssertions all = new SoftAssertions();
    try (InNamespace ours = InNamespace.open();
        InNamespace debians = InNamespace.open()) {
      requireSubsystem(ours);
      for (String name : ORDER) {
        Transcript golden = Transcript.read("nfct", name);
        Outcome recorded = recorded(golden);
        Outcome living = debians.call(() -> debian(golden.args()));
        all.assertThat(living).as("the original's " + name).isEqualTo(recorded);
        Outcome mine = ours.call(() -> Outcome.ofNfct(golden.args().toArray(String[]::new)));
        all.assertThat(firstLine(mine)).as(name).isEqualTo(recorded);
      }
    }
    all.assertAll();
  }

  @Test
  void whoIsNotRootIsTold() {
    Transcript golden = Transcript.read("nfct", "not-root");
    int name = golden.args().indexOf("nfct");
    List<String> unprivileged = new ArrayList<>(List.of("setpriv"));
    unprivileged.addAll(golden.args().subList(0, name));
    String[] words = golden.args().subList(name + 1, golden.args().size()).toArray(String[]::new);
    try (Namespace here = Namespace.open();
        Program ours =
            Program.start(
                here.inside(unprivileged.toArray(String[]::new)), Map.of(), "nfct", words)) {
      assertThat(firstLine(ours.outcome())).isEqualTo(recorded(golden));
    }
  }

  private static Outcome recorded(Transcript golden) {
    return new Outcome(golden.status(), golden.out(), golden.err());
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

  static Stream<String> names() {
    return Stream.concat(
        ORDER.stream(), Stream.of("timeout-add-junkvalue", "timeout-get-junk", "not-root"));
  }

  /// 1.4.7 takes the word for 0.
  @Test
  void aWrongNumberOfSecondsMakesNoPolicy() {
    try (InNamespace here = InNamespace.open()) {
      requireSubsystem(here);
      Transcript junk = Transcript.read("nfct", "timeout-add-junkvalue");
      Outcome refused = here.call(() -> Outcome.ofNfct(junk.args().toArray(String[]::new)));
      assertThat(refused)
          .isEqualTo(new Outcome(1, "", "nfct v1.4.7: bad number of seconds: `foo'\n"));
      Transcript get = Transcript.read("nfct", "timeout-get-junk");
      String[] words = get.args().toArray(String[]::new);
      assertThat(here.call(() -> Outcome.ofNfct(words)).status()).isEqualTo(1);
      assumeTrue(Files.isExecutable(DEBIAN), "needs nfct 1.4.7 (package nfct)");
      assertThat(here.call(() -> debian(junk.args()))).isEqualTo(recorded(junk));
      assertThat(here.call(() -> debian(get.args()))).isEqualTo(recorded(get));
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
