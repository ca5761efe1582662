// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;

/// `-o json` of every kind of entry is what docs/schema promises.
@Tag("kernel")
class SchemaKernelTest {
  private static final List<String> ENTRIES =
      List.of(
          "-I -p tcp -s 10.1.0.2 -d 10.2.0.2 --sport 1000 --dport 80 --state ESTABLISHED -t 3600"
              + " -u SEEN_REPLY,ASSURED -m 5",
          "-I -p tcp -s 10.1.0.2 -d 192.0.2.80 --sport 1011 --dport 80 --state ESTABLISHED -t 3000"
              + " -g 10.2.0.2:8080 -n 192.0.2.1:4000",
          "-I -p udp -s fd01::2 -d fd02::2 --sport 1 --dport 2 -t 3000 -w 7",
          "-I -p udp -s 10.1.0.2 -d 10.2.0.2 --sport 5354 --dport 53 -t 3000 --orig-zone 12",
          "-I -p icmp -s 10.1.0.2 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 99 -t 3000",
          "-I -p icmpv6 -s fd01::2 -d fd02::2 --icmpv6-type 128 --icmpv6-code 0 --icmpv6-id 9 -t 30",
          "-I -p sctp -s 10.1.0.2 -d 10.2.0.2 --sport 7000 --dport 7001 --state ESTABLISHED -t 3000"
              + " --orig-vtag 1234 --reply-vtag 5678",
          "-I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 20 -t 3000",
          "-I -p udplite -s 10.1.0.2 -d 10.2.0.2 --sport 7 --dport 8 -t 3000",
          "-I -p icmp -s 10.1.0.5 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 7 -t 3000"
              + " -n 192.0.2.7",
          "-I -p udp -s fd01::5 -d fd02::2 --sport 3 --dport 2 -t 3000 -n [fd09::1]:99",
          "-I -p 99 -s 10.1.0.2 -d 10.2.0.2 -t 3000");

  private static final String NAT =
      "\"nat\":{\"direction\":\"reply\",\"addr\":\"10.1.0.9\",\"port\":7000},";

  @TempDir Path folder;

  @Test
  void listsAndEventsAreValid() throws Exception {
    Programs programs = new Programs(folder);
    try (InNamespace here = InNamespace.open()) {
      here.call(() -> Programs.shell("sysctl -qw net.netfilter.nf_conntrack_timestamp=1"));
      List<String> events = eventsOf(here, programs);
      assertThat(events).hasSize(ENTRIES.size() * 2 + 1);
      assertThat(events.stream().flatMap(line -> Schemas.complaints(line).stream())).isEmpty();
      assertThat(events.getFirst())
          .contains("\"event\":\"new\"", "\"by\":\"userspace\"", "\"time\":\"20");
    }
  }

  /// What the stream of events says while entries come, change and go; lists are checked meanwhile.
  private List<String> eventsOf(InNamespace here, Programs programs) throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    EventStop stop = EventStop.of(ready::countDown);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // The stream joins the namespace of the thread that opens its socket.
    CompletableFuture<Integer> stream =
        here.inherit(() -> run(out, stop, List.of("-E", "-o", "json")));
    ready.await();
    here.call(() -> work(programs));
    await(out, ENTRIES.size() * 2 + 1);
    stop.ask();
    assertThat(stream.join()).isZero();
    stop.close();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void await(ByteArrayOutputStream out, int lines) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (out.toString(StandardCharsets.UTF_8).lines().count() < lines) {
      assertThat(System.nanoTime()).as("%s", out).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static int run(ByteArrayOutputStream out, EventStop stop, List<String> words) {
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            Path.of("/nonexistent"),
            Path.of("/etc/protocols"),
            Path.of("/proc"),
            InputStream.nullInputStream(),
            InstantSource.system());
    return new ConntrackTool(stream, err, surroundings, stop).run(words);
  }

  private static Void work(Programs programs) {
    for (String entry : ENTRIES) {
      assertThat(programs.ours(List.of(entry.split(" ")), "").err()).contains("1 flow entries");
    }
    valid(programs, ENTRIES.size(), "-L", "-o", "json");
    assertThat(programs.ours(List.of("-L", "-o", "json", "-n"), "").out())
        .contains("\"nat\":{\"source\":{\"addr\":\"192.0.2.1\",\"port\":4000}");
    assertThat(programs.ours(List.of("-L", "-f", "ipv6", "-o", "json", "-n"), "").out())
        .contains("\"nat\":{\"source\":{\"addr\":\"fd09::1\",\"port\":99}");
    valid(programs, 1, "-C", "-o", "json");
    valid(programs, Runtime.getRuntime().availableProcessors(), "-S", "-o", "json");
    valid(programs, 2, "-U", "-p", "gre", "-m", "8", "-o", "json");
    valid(programs, ENTRIES.size() + 1, "-D", "-o", "json", "--dry-run");
    valid(programs, ENTRIES.size() + 1, "-F", "-o", "json", "--dry-run");
    valid(programs, ENTRIES.size() + 1, "-D", "-o", "json");
    return null;
  }

  /// One behind a translation and one of IPv6; their masters are there.
  @Test
  void expectationsOfBothFamiliesAreValid() throws Exception {
    Programs programs = new Programs(folder);
    Path file = folder.resolve("helped.json");
    Files.writeString(file, helped("ipv4", "10.1.0.2", "10.2.0.2", "255.255.255.255", NAT));
    Files.writeString(
        file,
        helped("ipv6", "fd01::2", "fd02::2", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""),
        StandardOpenOption.APPEND);
    try (InNamespace here = InNamespace.open()) {
      here.require(
          "nft add table inet t; nft add ct helper inet t f '{ type \"ftp\" protocol tcp; }'; nft add"
              + " ct helper inet t g '{ type \"ftp\" protocol tcp; l3proto ip6; }'; nft 'add chain"
              + " inet t c { type filter hook prerouting priority 0; }'");
      Outcome arrived = here.call(() -> Outcome.ofRelatd("import", file.toString()));
      assertThat(arrived.err()).contains("2 conntracks, 2 expectations, 0 failed");
      here.call(() -> {
        valid(programs, 2, "-L", "expect", "-o", "json");
        valid(programs, 2, "-L", "-o", "json");
        return null;
      });
      String lines =
          here.call(() -> programs.ours(List.of("-L", "expect", "-o", "json"), "").out());
      assertThat(lines).contains("\"family\":\"ipv6\"", "\"src\":\"fd01::2\"", NAT);
    }
  }

  private static String helped(String family, String src, String dst, String mask, String nat) {
    String tuple = "\"src\":\"%s\",\"dst\":\"%s\",".formatted(src, dst);
    String back = "\"src\":\"%s\",\"dst\":\"%s\",".formatted(dst, src);
    String head = "\"family\":\"" + family + "\",\"protocol\":\"tcp\",\"protonum\":6,";
    return """
    {"v":1,"type":"conntrack",%s"timeout":3000,"state":"ESTABLISHED",\
    "original":{%s"sport":1000,"dport":21},"reply":{%s"sport":21,"dport":1000},\
    "status":["SEEN_REPLY","ASSURED","CONFIRMED"],"helper":"ftp"}
    {"v":1,"type":"expectation",%s"timeout":300,"expected":{%s"sport":0,"dport":6000},\
    "mask":{"src":"%s","dst":"%s","sport":0,"dport":65535},\
    "master":{%s"sport":1000,"dport":21,"protonum":6},"class":0,"helper":"ftp",%s"flags":[]}
    """
        .formatted(head, tuple, back, head, tuple, mask, mask, tuple, nat);
  }

  private static void valid(Programs programs, int lines, String... words) {
    Run run = programs.ours(List.of(words), "");
    List<String> out = run.out().lines().toList();
    assertThat(out).as(String.join(" ", words) + run.err()).hasSize(lines);
    assertThat(out.stream().flatMap(line -> Schemas.complaints(line).stream())).isEmpty();
  }

  @Test
  void aSchemaThatAcceptsEverythingWouldBeNoTest() {
    String good = "{\"v\":1,\"type\":\"count\",\"table\":\"expect\",\"count\":3}";
    assertThat(Schemas.complaints(good)).isEmpty();
    assertThat(
            Stream.of("\"count\":\"3\"", "\"count\":-3", "\"cuont\":3")
                .map(wrong -> Schemas.complaints(good.replace("\"count\":3", wrong))))
        .noneMatch(List::isEmpty);
  }
}
