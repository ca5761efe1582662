// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings of runs that change what they show: each program has its turn on a router of its own,
/// which comes the same way.
@Tag("kernel")
class GoldenTurnsTest {
  private static final List<String> EXPECTATIONS =
      List.of(
          "expect-delete-ok",
          "expect-list-after-delete",
          "expect-create",
          "expect-list-after-create",
          "expect-flush",
          "expect-list-after-flush",
          "expect-delete");
  private static final List<String> COUNTERS = List.of("acct-list-zero", "acct-list-after-zero");
  private static final String ACCOUNT =
      "sysctl -qw net.netfilter.nf_conntrack_acct=1 net.netfilter.nf_conntrack_timestamp=1";

  @TempDir Path folder;

  static Stream<String> names() {
    return Stream.concat(EXPECTATIONS.stream(), COUNTERS.stream());
  }

  @Test
  void eachSaysTheSameInItsTurn() {
    Programs.requireDebian();
    Map<String, Run> living = turn(false);
    Map<String, Run> ours = turn(true);
    SoftAssertions all = new SoftAssertions();
    ours.forEach((name, run) -> Recording.compareTraffic(name, run, living.get(name), all));
    all.assertAll();
  }

  private Map<String, Run> turn(boolean ours) {
    Map<String, Run> runs = new LinkedHashMap<>();
    try (Router router = Router.open()) {
      Socket control = router.talker.ftp(42_000);
      EXPECTATIONS.forEach(name -> runs.put(name, run(router, name, ours)));
      Talker.end(control, true);
      router.shell(ACCOUNT + "; conntrack -F");
      closedConnections(router);
      COUNTERS.forEach(name -> runs.put(name, run(router, name, ours)));
      String shown = runs.get("acct-list-zero").out();
      assertThat(shown).isNotEmpty().doesNotContain("packets=0 ");
      assertThat(runs.get("acct-list-after-zero").out().replace("packets=0 bytes=0", ""))
          .isNotEmpty()
          .doesNotContain("packets=", "bytes=");
    }
    return runs;
  }

  /// An echo of either kind, a ping, a control session; the two connections are reset.
  private static void closedConnections(Router router) {
    router.talker.datagram(100);
    Socket echo = router.talker.echo(41_000, 1000);
    router.ping();
    Socket control = router.talker.ftp(42_010);
    Talker.end(echo, true);
    Talker.end(control, true);
    String count =
        "conntrack -L -p tcp --state CLOSE 2>/dev/null | grep -c . ; conntrack -L -p icmp"
            + " 2>/dev/null | grep -vc UNREPLIED";
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!router.middle.shell(count).out().equals("2\n1\n")) {
      assertThat(System.nanoTime()).as("closed connections").isLessThan(deadline);
    }
  }

  private Run run(Router router, String name, boolean ours) {
    List<String> words = Recording.read(name).words();
    Programs programs = new Programs(folder);
    return router.middle.call(() -> ours ? programs.ours(words, "") : programs.debian(words, ""));
  }
}
