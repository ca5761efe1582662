// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.cli.Outcome;
import relatd.cli.Program;

/// A stream of events that a signal ends: recordings event-sigterm (which heard nothing) and
/// event-sighup (in which the original had not yet written anything to its pipe). A SIGHUP kills
/// the original; ours ends in order, shows everything and sums it up.
@Tag("kernel")
class GoldenSignalTest {
  static Stream<String> names() {
    return Stream.of("event-sigterm", "event-sighup");
  }

  @Test
  void aSigtermEndsBothInOrder() {
    Programs.requireDebian();
    SoftAssertions all = new SoftAssertions();
    try (InNamespace here = InNamespace.open();
        Program ours = here.call(() -> Program.start("conntrack", "-E"));
        Program original = here.call(GoldenSignalTest::original)) {
      awaitListeners(here);
      Run mine = ended(ours, "TERM");
      Recording.compareTraffic("event-sigterm", mine, ended(original, "TERM"), all);
    }
    all.assertAll();
  }

  @Test
  void aSighupEndsOursInOrder() {
    Programs.requireDebian();
    SoftAssertions all = new SoftAssertions();
    try (Router router = Router.open();
        Program ours = router.middle.call(() -> Program.start("conntrack", "-E"));
        Program original = router.middle.call(GoldenSignalTest::original)) {
      awaitListeners(router.middle);
      router.talker.datagram(10);
      Talker.end(router.talker.echo(41_000, 10), false);
      router.ping();
      GoldenTrafficTest.awaitTimeWait(router);
      router.shell("conntrack -D");
      awaitDestroyed(ours);
      Run mine = ended(ours, "HUP");
      Run living = ended(original, "HUP");
      Recording.compareTraffic("event-sighup", mine, living, all);
      all.assertThat(living.status()).isEqualTo(Recording.read("event-sighup").run().status());
    }
    all.assertAll();
  }

  private static Program original() {
    return Program.command(Map.of(), List.of("/usr/sbin/conntrack", "-E"));
  }

  private static void awaitListeners(InNamespace here) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (Listeners.joined(here) != 2) {
      assertThat(System.nanoTime()).as("listeners").isLessThan(deadline);
    }
  }

  /// All three entries are gone.
  private static void awaitDestroyed(Program ours) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (ours.outSoFar().split("portid=", -1).length != 4 || !ours.outSoFar().endsWith("\n")) {
      assertThat(System.nanoTime()).as(ours.outSoFar()).isLessThan(deadline);
    }
  }

  private static Run ended(Program program, String signal) {
    Outcome outcome = program.signal(signal).outcome();
    return new Run(outcome.status() > 128 ? -1 : outcome.status(), outcome.out(), outcome.err());
  }
}
