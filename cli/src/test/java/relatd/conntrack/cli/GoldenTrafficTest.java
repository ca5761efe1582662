// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recordings of conntrack 1.4.7 that need traffic through a router: events, counters,
/// expectations. Ours and Debian's program see the same events and tables.
@Tag("kernel")
class GoldenTrafficTest {
  private static final String UDP =
      "conntrack -I -p udp -s 10.1.0.2 -d 10.2.0.2 --sport 1 --dport 2 -t 3000";
  private static final String PROTOCOLS =
      "conntrack -I -p sctp -s 10.1.0.2 -d 10.2.0.2 --sport 7000 --dport 7001 --state ESTABLISHED"
          + " -t 3000 --orig-vtag 1234 --reply-vtag 5678 -u SEEN_REPLY; conntrack -I -p icmp"
          + " -s 10.1.0.2 -d 10.2.0.2 --icmp-type 8 --icmp-code 0 --icmp-id 99 -t 10;"
          + " conntrack -I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 20 -t 3000;"
          + " conntrack -I -p 99 -s 10.1.0.2 -d 10.2.0.2 -t 10; conntrack -I -p tcp -s fd01::2"
          + " -d fd02::2 --sport 1 --dport 2 --state SYN_SENT -t 10 -w 7; conntrack -D";

  /// Which Debian's program does not know.
  private static final List<String> EXPECT_JSON = List.of("-E", "expect", "-o", "json");

  private static final String ACCOUNT =
      "sysctl -qw net.netfilter.nf_conntrack_acct=%1$d net.netfilter.nf_conntrack_timestamp=%1$d";

  private static final List<String> OF_CONNECTIONS =
      List.of(
          "event",
          "event-extended",
          "event-id",
          "event-timestamp",
          "event-xml",
          "event-xml-timestamp",
          "event-save",
          "event-userspace",
          "event-all",
          "event-mask-new",
          "event-mask-destroy",
          "event-mask-two",
          "event-mask-updates",
          "event-mask-all",
          "event-p-tcp",
          "event-src",
          "event-ipv6-none",
          "event-buffer");
  private static final List<String> ACCOUNTED =
      List.of("event-acct", "event-acct-ktimestamp", "event-acct-xml-ktimestamp");
  private static final List<String> OF_EXPECTATIONS =
      List.of(
          "event-expect",
          "event-expect-xml",
          "event-expect-timestamp",
          "event-expect-xml-timestamp");
  private static final List<String> TABLES =
      List.of(
          "acct-list",
          "acct-list-ktimestamp",
          "acct-list-xml",
          "acct-list-xml-ktimestamp",
          "acct-list-all",
          "acct-list-save",
          "expect-list",
          "expect-list-extended",
          "expect-list-id",
          "expect-list-timestamp",
          "expect-list-xml",
          "expect-list-xml-timestamp",
          "expect-list-save",
          "expect-list-ipv6",
          "expect-count",
          "expect-get",
          "expect-get-master",
          "expect-create-nomaster",
          "expect-create-udp",
          "expect-create-cidr",
          "expect-delete-noreply",
          "expect-delete-missing",
          "stats",
          "expect-stats");
  private static final List<String> OF_COMMANDS =
      List.of("event-cli", "event-cli-xml", "event-cli-save");
  private static final List<String> OTHERS =
      List.of(
          "event-flush",
          "bug-event-mask-D",
          "event-sctp",
          "event-xml-none",
          "event-expect-mask-illegal");

  @TempDir Path folder;

  private final SoftAssertions all = new SoftAssertions();

  static Stream<String> names() {
    return Stream.of(OF_COMMANDS, OF_CONNECTIONS, ACCOUNTED, OF_EXPECTATIONS, TABLES, OTHERS)
        .flatMap(List::stream);
  }

  @Test
  void eventsOfCommands() {
    Programs.requireDebian();
    String changes =
        UDP
            + "; conntrack -U -p udp -s 10.1.0.2 -m 5; conntrack -U -s 10.1.0.2 -t 77;"
            + " conntrack -D -p udp";
    try (InNamespace here = InNamespace.open()) {
      for (String name : OF_COMMANDS) {
        hear(here, name, () -> here.call(() -> Programs.shell(changes)));
      }
      for (String name : List.of("event-flush", "bug-event-mask-D")) {
        hear(here, name, () -> here.call(() -> Programs.shell(UDP + "; conntrack -F")));
      }
      hear(here, "event-sctp", () -> here.call(() -> Programs.shell(PROTOCOLS)));
      hear(here, "event-xml-none", () -> {});
    }
    all.assertAll();
  }

  @Test
  void eventsOfConnections() {
    Programs.requireDebian();
    try (Router router = Router.open()) {
      int[] port = {41_100};
      Runnable traffic =
          () -> {
            router.talker.datagram(10);
            Talker.end(router.talker.echo(port[0]++, 10), false);
            router.ping();
            awaitTimeWait(router);
            router.shell("conntrack -D");
          };
      for (String name : OF_CONNECTIONS) {
        hear(router.middle, name, traffic);
      }
      router.shell(ACCOUNT.formatted(1));
      for (String name : ACCOUNTED) {
        hear(router.middle, name, traffic);
      }
    }
    all.assertAll();
  }

  /// The last segments are on their way when close returns.
  static void awaitTimeWait(Router router) {
    String count =
        "conntrack -L -p tcp --state TIME_WAIT 2>/dev/null | grep -c . ; conntrack -L -p icmp"
            + " 2>/dev/null | grep -vc UNREPLIED";
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!router.middle.call(() -> Programs.shell(count)).out().equals("1\n1\n")) {
      assertThat(System.nanoTime()).as("a closed connection").isLessThan(deadline);
    }
  }

  @Test
  void eventsOfExpectations() {
    Programs.requireDebian();
    try (Router router = Router.open()) {
      int[] port = {42_100};
      Runnable traffic =
          () -> {
            Socket control = router.talker.ftp(port[0]++);
            router.shell("conntrack -F expect");
            Talker.end(control, true);
          };
      for (String name : OF_EXPECTATIONS) {
        hear(router.middle, name, traffic);
      }
      try (Listeners json = new Listeners(router.middle, EXPECT_JSON, 1)) {
        traffic.run();
        json.awaitEvents(2, 0);
        List<String> lines = json.endOurs().out().lines().toList();
        all.assertThat(lines).hasSize(2);
        all.assertThat(lines.stream().flatMap(l -> Schemas.complaints(l).stream())).isEmpty();
        all.assertThat(lines.getLast()).contains("\"event\":\"destroy\"", "\"by\":\"userspace\"");
      }
      Programs programs = new Programs(folder);
      Recording illegal = Recording.read("event-expect-mask-illegal");
      all.assertThat(programs.ours(illegal.words(), "")).isEqualTo(illegal.run());
    }
    all.assertAll();
  }

  private void hear(InNamespace where, String name, Runnable stimulus) {
    Recording recording = Recording.read(name);
    int listening = name.equals("bug-event-mask-D") ? 1 : 2;
    try (Listeners listeners = new Listeners(where, recording.words(), listening)) {
      stimulus.run();
      listeners.awaitEvents(ourEvents(recording), Listeners.events(recording.run().out()));
      Run ours = listeners.endOurs();
      compare(name, ours, listeners.endOriginal());
    }
  }

  private static long ourEvents(Recording recording) {
    Path deliberate = Recording.deliberate(recording.name());
    Recording ours = Files.exists(deliberate) ? Recording.read(deliberate) : recording;
    return Listeners.events(ours.run().out());
  }

  @Test
  void tablesOfConnections() {
    Programs.requireDebian();
    Programs programs = new Programs(folder);
    try (Router router = Router.open()) {
      router.shell(ACCOUNT.formatted(1));
      router.talker.datagram(100);
      Socket echo = router.talker.echo(41_000, 1000);
      router.ping();
      Socket control = router.talker.ftp(42_000);
      for (String name : TABLES) {
        both(router, programs, name);
      }
      for (String words : List.of("-L expect -o json", "-L -o json,labels")) {
        Run json = router.middle.call(() -> programs.ours(List.of(words.split(" ")), ""));
        List<String> lines = json.out().lines().toList();
        all.assertThat(lines).as(words).hasSize(words.contains("expect") ? 1 : 4);
        all.assertThat(lines.stream().flatMap(l -> Schemas.complaints(l).stream())).isEmpty();
      }
      Talker.end(echo, true);
      Talker.end(control, true);
    }
    all.assertAll();
  }

  private void both(Router router, Programs programs, String name) {
    Recording recording = Recording.read(name);
    Run ours = router.middle.call(() -> programs.ours(recording.words(), ""));
    compare(name, ours, router.middle.call(() -> programs.debian(recording.words(), "")));
  }

  private void compare(String name, Run ours, Run living) {
    Recording.compareTraffic(name, ours, living, all);
  }
}
