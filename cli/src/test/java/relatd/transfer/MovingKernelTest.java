// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.conntrack.cli.InNamespace;

/// Machines are moved: entries leave one kernel and come into another, with other addresses and
/// zones.
@Tag("kernel")
class MovingKernelTest {
  private static final List<String> ENTRIES =
      List.of(
          "-I -p tcp -s 10.1.0.2 -d 10.2.0.2 --sport 1000 --dport 21 --state ESTABLISHED -t 3600"
              + " -u SEEN_REPLY,ASSURED -m 5 -w 1",
          "-I -p tcp -s 10.1.0.3 -d 192.0.2.80 --sport 1011 --dport 80 --state ESTABLISHED -t 3000"
              + " -u SEEN_REPLY -g 10.2.0.2:8080 -n 192.0.2.1:4000",
          "-I -p udp -s fd01::2 -d fd02::2 --sport 1 --dport 2 -t 3000 -w 1",
          "-I -p icmp -s 10.1.0.2 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 99 -t 3000",
          "-I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 20 -t 3000",
          "-I -p sctp -s 10.1.0.2 -d 10.2.0.2 --sport 7000 --dport 7001 --state ESTABLISHED -t 3000"
              + " --orig-vtag 1234 --reply-vtag 5678",
          "-I -p udplite -s 10.1.0.2 -d 10.2.0.2 --sport 7 --dport 8 -t 3000");
  @TempDir Path folder;

  private static Outcome relatd(InNamespace where, String... words) {
    return where.call(() -> Outcome.ofRelatd(words));
  }

  private Path exported(InNamespace where, String... selection) throws IOException {
    String[] words = new String[selection.length + (selection.length == 0 ? 1 : 2)];
    words[0] = "export";
    if (selection.length > 0) {
      words[1] = "--select";
      System.arraycopy(selection, 0, words, 2, selection.length);
    }
    Outcome export = relatd(where, words);
    assertThat(export.status()).as(export.err()).isZero();
    Path file = folder.resolve("entries.json");
    Files.writeString(file, export.out());
    return file;
  }

  private static String table(InNamespace where) {
    return where
        .shell("conntrack -L 2>/dev/null; conntrack -L -f ipv6 2>/dev/null; conntrack -L expect")
        .out()
        .replaceAll("(?m)^(\\S+ +\\d+) \\d+", "$1 T")
        .replaceAll("(?m)^\\d+ proto", "T proto")
        .lines()
        .distinct()
        .sorted()
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void entriesOfEveryKindArriveAsTheyWere() throws IOException {
    try (InNamespace old = InNamespace.open();
        InNamespace young = InNamespace.open()) {
      for (String entry : ENTRIES) {
        assertThat(old.shell("conntrack " + entry).status()).isZero();
      }
      Path file = exported(old);
      Outcome arrived = relatd(young, "import", file.toString());
      assertThat(arrived)
          .isEqualTo(new Outcome(0, "", "relatd import: 7 conntracks, 0 expectations, 0 failed\n"));
      assertThat(table(young)).isEqualTo(table(old)).hasLineCount(7);

      Outcome moved =
          relatd(
              young,
              "import",
              "--map",
              "10.1.0.0/16=10.9.0.0/16",
              "--map",
              "fd01::2=fd01::9",
              "--zone",
              "1=2",
              "--zone",
              "0=7",
              file.toString());
      assertThat(moved.err()).contains("7 conntracks, 0 expectations, 0 failed");
      assertThat(table(young))
          .contains(
              "tcp      6 T ESTABLISHED src=10.9.0.2 dst=10.2.0.2 sport=1000 dport=21 src=10.2.0.2"
                  + " dst=10.9.0.2 sport=21 dport=1000 [ASSURED] mark=5 zone=2 use=1",
              "src=10.9.0.3 dst=192.0.2.80 sport=1011 dport=80 src=10.2.0.2 dst=192.0.2.1"
                  + " sport=8080 dport=4000 mark=0 zone=7",
              "src=fd01::9 dst=fd02::2")
          .hasLineCount(14);
    }
  }

  /// Keys of GRE, ports of UDP-Lite and zones of one direction: no image holds them. GRE of a PPTP
  /// connection comes before its master here, and has to wait for it.
  @Test
  void whatNoImageHoldsArrivesInBatches() throws IOException {
    StringBuilder entries = new StringBuilder();
    String line =
        "{\"v\":1,\"type\":\"conntrack\",\"family\":\"ipv4\",%s\"timeout\":3000,\"original\":{%s},"
            + "\"reply\":{%s},\"status\":[%s\"CONFIRMED\"]}%n";
    String there = "\"src\":\"10.1.0.2\",\"dst\":\"10.2.0.2\",";
    String back = "\"src\":\"10.2.0.2\",\"dst\":\"10.1.0.2\",";
    String gre = "\"protocol\":\"gre\",\"protonum\":47,";
    String control = there + "\"sport\":1000,\"dport\":1723";
    entries.append(
        line.formatted(
            gre + "\"master\":{" + control + ",\"protonum\":6},",
            there + "\"srckey\":7,\"dstkey\":9",
            back + "\"srckey\":9,\"dstkey\":7",
            "\"SEEN_REPLY\","));
    for (int i = 1; i <= 100; i++) {
      entries.append(
          line.formatted(
              gre,
              there + "\"srckey\":" + (i + 100) + ",\"dstkey\":20",
              back + "\"srckey\":20,\"dstkey\":" + (i + 100),
              ""));
      entries.append(
          line.formatted(
              "\"protocol\":\"udplite\",\"protonum\":136,",
              there + "\"sport\":" + i + ",\"dport\":20",
              back + "\"sport\":20,\"dport\":" + i,
              ""));
    }
    entries.append(
        line.formatted(
            "\"protocol\":\"tcp\",\"protonum\":6,\"state\":\"ESTABLISHED\",",
            control,
            back + "\"sport\":1723,\"dport\":1000",
            "\"SEEN_REPLY\",\"ASSURED\","));
    Path file = folder.resolve("no-image.json");
    Files.writeString(file, entries);
    try (InNamespace young = InNamespace.open()) {
      for (int time = 0; time < 2; time++) { // the second time over what is there
        assertThat(relatd(young, "import", file.toString()))
            .isEqualTo(
                new Outcome(0, "", "relatd import: 202 conntracks, 0 expectations, 0 failed\n"));
        assertThat(table(young)).hasLineCount(202);
      }
      assertThat(young.shell("conntrack -L -u EXPECTED").out())
          .contains("gre      47 ", "srckey=0x7 dstkey=0x9")
          .hasLineCount(1);
      Path again = exported(young);
      young.shell("conntrack -F");
      assertThat(relatd(young, "import", again.toString()).status()).isZero();
      assertThat(table(young)).hasLineCount(202);
    }
  }

  @Test
  void aSelectionLeavesTheRest() throws IOException {
    try (InNamespace old = InNamespace.open()) {
      ENTRIES.forEach(entry -> old.shell("conntrack " + entry));
      assertThat(Files.readAllLines(exported(old, "-p", "tcp", "-s", "10.1.0.0/24"))).hasSize(2);
      Outcome wrong = relatd(old, "export", "--select", "-o", "xml");
      assertThat(wrong.status()).isEqualTo(2);
      assertThat(wrong.err()).contains("a selection is no output");
    }
  }

  @Test
  void expectationsFollowTheirMasters() throws IOException {
    String helped =
        "nft add table ip t; nft add ct helper ip t f '{ type \"ftp\" protocol tcp; }';"
            + " nft 'add chain ip t c { type filter hook prerouting priority 0; }'";
    try (InNamespace old = InNamespace.open();
        InNamespace young = InNamespace.open()) {
      old.shell(helped);
      young.shell(helped);
      Path file = folder.resolve("helped.json");
      Files.writeString(
          file,
          """
          {"v":1,"type":"expectation","family":"ipv4","protocol":"tcp","protonum":6,"timeout":300,\
          "expected":{"src":"10.1.0.2","dst":"10.2.0.2","sport":0,"dport":6000},\
          "mask":{"src":"255.255.255.255","dst":"255.255.255.255","sport":0,"dport":65535},\
          "master":{"src":"10.1.0.2","dst":"10.2.0.2","sport":1000,"dport":21,"protonum":6},\
          "class":0,"helper":"ftp","flags":[]}
          {"v":1,"type":"conntrack","family":"ipv4","protocol":"tcp","protonum":6,"timeout":3000,\
          "state":"ESTABLISHED","original":{"src":"10.1.0.2","dst":"10.2.0.2","sport":1000,"dport":21},\
          "reply":{"src":"10.2.0.2","dst":"10.1.0.2","sport":21,"dport":1000},\
          "status":["SEEN_REPLY","ASSURED","CONFIRMED"],"helper":"ftp"}
          """);
      assertThat(relatd(old, "import", file.toString()).err())
          .isEqualTo("relatd import: 1 conntracks, 1 expectations, 0 failed\n");
      Path again = exported(old);
      assertThat(Files.readAllLines(again)).hasSize(2);
      Outcome zoned =
          relatd(young, "import", "--zone", "0=3", "--map", "10.1.0.2=10.1.0.9", again.toString());
      assertThat(zoned.err()).isEqualTo("relatd import: 1 conntracks, 1 expectations, 0 failed\n");
      assertThat(table(young))
          .contains("src=10.1.0.9 dst=10.2.0.2 sport=1000 dport=21", "zone=3", "helper=ftp")
          .contains("proto=6 src=10.1.0.9 dst=10.2.0.2 sport=0 dport=6000");
    }
  }

  @Test
  void wrongLinesAreNamedAndTheOthersArrive() throws IOException {
    try (InNamespace old = InNamespace.open();
        InNamespace young = InNamespace.open()) {
      old.shell("conntrack " + ENTRIES.getFirst());
      String good = Files.readString(exported(old));
      Path file = folder.resolve("mixed.json");
      String orphan =
          good.replace(
              "\"reply\":",
              "\"master\":{\"src\":\"10.7.0.1\",\"dst\":\"10.7.0.2\",\"sport\":1,\"dport\":2,"
                  + "\"protonum\":6},\"reply\":");
      Files.writeString(
          file, "foo\n\n" + good.replace("1000", "70000") + good + orphan.replace("1000", "1001"));
      Outcome dry = relatd(young, "import", "--dry-run", file.toString());
      assertThat(dry.outLines()).hasSize(2);
      assertThat(table(young)).isEmpty();
      Outcome outcome = relatd(young, "import", file.toString());
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.errLines()).hasSize(4);
      assertThat(outcome.errLines().get(0))
          .isEqualTo("relatd import: line 1: a value is expected at column 1, where there is `f'");
      assertThat(outcome.errLines().get(1))
          .isEqualTo("relatd import: line 3: original.sport is 0 to 65535, not 70000");
      assertThat(outcome.errLines().get(2)).startsWith("relatd import: line 5: ");
      assertThat(outcome.errLines().get(3))
          .isEqualTo("relatd import: 1 conntracks, 0 expectations, 3 failed");
      assertThat(table(young)).hasLineCount(1);
    }
  }
}
