// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a daemon of helpers practises at its start comes to an end, and nothing that is the
/// daemon's own sees anything of it: the kernel's tables and queues, the counters, the log.
@Tag("kernel")
final class HelperRehearsalTest {
  /// A second of a processor at a low priority: on a busy machine that is a while.
  private static final Duration LONG = Duration.ofMinutes(4);

  private static final int QUEUE = 7;

  @Test
  void practiceTouchesNothingOfTheDaemonsOwn() {
    Requirement.firstMissing(
            List.of(
                Requirement.ROOT,
                Requirement.NAMESPACES,
                Requirement.IPTABLES,
                Requirement.CONNTRACK_TOOL,
                Requirement.NFQUEUE,
                Requirement.CARRIER,
                Requirement.DIST))
        .ifPresent(Assumptions::abort);
    try (Lab lab = Lab.open()) {
      Path events = listen(lab, "conntrack", "-E");
      Path expectations = listen(lab, "conntrack", "-E", "expect");
      Background daemon =
          UserspaceHelper.serve(
              lab, UserspaceHelper.types(Service.FTP, QUEUE), List.of(Dist.command("conntrackd")));
      Await.until("it practises", () -> Practising.goesOnIn(daemon.pid()), lab::logs);
      Await.within(LONG, "it has practised", () -> !Practising.goesOnIn(daemon.pid()), lab::logs);

      assertThat(ask(lab, "-s").lines())
          .isNotEmpty()
          .allMatch(figure -> figure.matches("queue [78] .* 0"));
      assertThat(run(lab, "cat", "/proc/net/netfilter/nfnetlink_queue").lines())
          .extracting(queue -> queue.strip().split(" +")[0])
          .containsExactly("7", "8");
      assertThat(run(lab, "conntrack", "-L")).isEmpty();
      assertThat(run(lab, "conntrack", "-L", "expect")).isEmpty();
      assertThat(read(events)).isEmpty();
      assertThat(read(expectations)).isEmpty();
      assertThat(read(lab.directory().resolve("conntrackd.log")).lines())
          .last()
          .asString()
          .contains("-- starting in console mode --");
      assertThat(daemon.isAlive()).isTrue();
    }
  }

  private static Path listen(Lab lab, String... command) {
    Path heard = lab.directory().resolve(String.join("", command));
    lab.owns(lab.router().start(heard, List.of(command)));
    return heard;
  }

  private static String ask(Lab lab, String request) {
    String configuration = lab.directory().resolve("conntrackd.conf").toString();
    return run(lab, Dist.command("conntrackd"), "-C", configuration, request);
  }

  private static String run(Lab lab, String... command) {
    return lab.router().run(command).orFail().out();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
