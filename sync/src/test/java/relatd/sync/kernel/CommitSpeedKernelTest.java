// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conf.NetlinkBuffer;
import relatd.ctnetlink.ConntrackTable;

/// Fifty thousand connections into a kernel, and into it again. Prints what it measured; asserts
/// what must be true at any speed.
@Tag("kernel")
class CommitSpeedKernelTest {
  private static final int FLOWS = Integer.getInteger("relatd.flows", 50_000);
  private static final long STEP = 2_000_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Runnable meanwhile = () -> {};
  private long longestStep;
  private boolean warm;

  @Test
  void commitsFiftyThousandAndAgain() {
    Namespace.inNew(() -> {
      RecordingLog log = new RecordingLog();
      try (Arena arena = Arena.ofConfined();
          ConntrackTable table = ConntrackTable.open();
          Commit commit = new Commit(CommitOptionsTest.LIBERAL, new Origins(), log)) {
        Images images = new Images(arena, FLOWS, i -> Flows.tcp(i).build());
        for (int run = 0; run < 3; run++) {
          measure("create", commit, images);
          assertThat(table.count()).isEqualTo(FLOWS);
          measure("update", commit, images);
          assertThat(commit.conntracks().failed()).isZero();
          assertThat(table.count()).isEqualTo(FLOWS);
          Namespace.run("conntrack", "-F");
          assertThat(table.count()).isZero();
        }
      }
    });
  }

  /// As in the daemon: our own event socket hears of every entry, and is read between the steps.
  @Test
  void commitsWhileEventsAreRead() {
    Namespace.inNew(() -> {
      RecordingLog log = new RecordingLog();
      CountingEvents events = new CountingEvents();
      Origins origins = new Origins();
      NetlinkBuffer wide = new NetlinkBuffer(1 << 29, 1 << 29, 30, false, 1000);
      try (Arena arena = Arena.ofConfined();
          EventSocket socket =
              EventSocket.open(new EventOptions(wide, true), Optional.empty(), log);
          EventReader reader = new EventReader(socket, origins, EventFilter.ALL, events);
          Commit commit = new Commit(CommitOptionsTest.LIBERAL, origins, log)) {
        Images images = new Images(arena, FLOWS, i -> Flows.tcp(i).build());
        meanwhile = reader::read;
        for (int run = 0; run < 3; run++) {
          measure("create, listening", commit, images);
          measure("update, listening", commit, images);
          while (reader.read() > 0) {
            // the rest
          }
          Namespace.run("conntrack", "-F");
          while (reader.read() > 0) {
            // the ends
          }
        }
        assertThat(events.origins[Origin.COMMIT.ordinal()]).isEqualTo(6 * FLOWS);
        assertThat(events.origins[Origin.OTHER.ordinal()]).isEqualTo(3 * FLOWS);
        assertThat(events.resyncs).isZero();
      }
    });
  }

  private void measure(String what, Commit commit, Images images) {
    longestStep = 0;
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long before = System.nanoTime();
    commit.start(Commit.Scope.CONNTRACKS, Optional.of(images), Optional.empty());
    boolean more = true;
    while (more) {
      long step = System.nanoTime();
      more = commit.step(STEP);
      longestStep = Math.max(longestStep, System.nanoTime() - step);
      meanwhile.run();
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    System.out.printf(
        "commit %s: %d entries, %.0f a second, %.2f us each, longest step %d us, %d bytes%n",
        what,
        commit.conntracks().committed(),
        FLOWS / seconds,
        seconds * 1e6 / FLOWS,
        longestStep / 1000,
        allocated);
    // System calls take 40 until compiled at the highest level, some four a batch; then the log's
    // lines. The first run loads classes.
    if (warm) {
      assertThat(allocated).isLessThan(40L * 4 * FLOWS / EntryBatch.ENTRIES + 40_000);
    }
    warm = true;
    assertThat(commit.conntracks().committed()).isEqualTo(FLOWS);
  }
}
