// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackTable;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.posix.Posix;

/// What is practised goes a real packet's way: received from a queue's socket, resolved by a real
/// kernel, read by the helper; and leaves the table as it was.
@Tag("kernel")
final class RehearsalKernelTest {
  private static final int EXCHANGES = 80; // in two connections

  @ParameterizedTest
  @CsvSource({"TCP, false", "TCP, true", "UDP, false", "UDP, true"})
  void packetsGoTheirWholeWay(Transport transport, boolean attached) throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<Boolean> task = new FutureTask<>(() -> practise(transport, attached));
    Thread.ofPlatform().start(task); // a namespace belongs to the thread that entered it
    assumeTrue(task.get(20, TimeUnit.SECONDS), "needs network namespaces");
  }

  private static boolean practise(Transport transport, boolean attached) {
    if (Posix.unshare(Posix.CLONE_NEWNET) < 0) {
      return false;
    }
    boolean tcp = transport == Transport.TCP;
    AttachedType type =
        new AttachedType(ConfiguredHelper.of(new LineHelper()), Family.INET, transport, 42, 0);
    QueueWorker worker =
        Rehearsal.practise(type, tcp ? "sane" : "tftp", attached, EXCHANGES, Long.MAX_VALUE);
    Map<String, Long> counters = new HashMap<>();
    worker.counters().forEach(counters::put);
    long handshakes = tcp ? 2 * 3 : 0;
    long each = tcp ? 4 : 2; // acknowledgements are TCP's
    assertThat(counters)
        .containsEntry("queued", handshakes + each * EXCHANGES)
        .containsEntry(
            "unresolved", tcp && !attached ? 2L : 0L) // a SYN's connection is not asked for
        .containsEntry("malformed", 0L)
        .containsEntry("skipped", 0L)
        .containsEntry("failures", 0L)
        .containsEntry("unsent", 0L);
    worker.dispatcher().counters().forEach(counters::put);
    assertThat(counters).containsEntry("inspected", 2L * EXCHANGES).containsEntry("faults", 0L);
    try (ConntrackTable table = ConntrackTable.open()) {
      assertThat(table.count()).isZero();
    }
    return true;
  }
}
