// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.ctnetlink.ConntrackTable;

/// Fifty thousand connections into a kernel, and into it again. Prints what it measured; asserts
/// what must be true at any speed.
@Tag("kernel")
class CommitSpeedKernelTest {
  private static final int FLOWS = Integer.getInteger("relatd.flows", 50_000);
  private static final long STEP = 2_000_000;

  private long longestStep;

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

  private void measure(String what, Commit commit, Images images) {
    longestStep = 0;
    long before = System.nanoTime();
    commit.start(Commit.Scope.CONNTRACKS, Optional.of(images), Optional.empty());
    boolean more = true;
    while (more) {
      long step = System.nanoTime();
      more = commit.step(STEP);
      longestStep = Math.max(longestStep, System.nanoTime() - step);
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    System.out.printf(
        "commit %s: %d entries, %.0f a second, %.2f us each, longest step %d us%n",
        what,
        commit.conntracks().committed(),
        FLOWS / seconds,
        seconds * 1e6 / FLOWS,
        longestStep / 1000);
    assertThat(commit.conntracks().committed()).isEqualTo(FLOWS);
  }
}
