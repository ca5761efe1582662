// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.posix.Posix;

/// A queue that breaks is opened again and reported, in a network namespace of its own.
@Tag("kernel")
class QueueThreadKernelTest {
  private static final int QUEUE = 4_711;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void aLostQueueIsReportedAndServedAgain() throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<Boolean> task = new FutureTask<>(this::loseTheQueue);
    Thread.ofPlatform().start(task); // a namespace belongs to the thread that entered it
    assumeTrue(task.get(20, TimeUnit.SECONDS), "needs network namespaces");
  }

  private boolean loseTheQueue() throws InterruptedException {
    if (Posix.unshare(Posix.CLONE_NEWNET) < 0) {
      return false;
    }
    AttachedType type =
        new AttachedType(
            ConfiguredHelper.of(new LineHelper()), Family.INET, Transport.TCP, QUEUE, 0);
    QueueThread thread =
        new QueueThread(
            QueuePlan.of(List.of(type)).getFirst(),
            EngineSettings.DEFAULTS,
            new CollectingLog(lines));
    thread.start();
    try {
      Posix.close(thread.worker().orElseThrow().queue().fd());
      assertThat(lines.poll(10, TimeUnit.SECONDS))
          .contains("queue 4711 is lost")
          .contains("Bad file descriptor");
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("queue 4711 is served again");
      assertThat(thread.reopened()).isEqualTo(1);
    } finally {
      thread.stop();
    }
    return true;
  }

  private record CollectingLog(BlockingQueue<String> lines) implements EngineLog {
    @Override
    public void info(String line) {
      lines.add(line);
    }

    @Override
    public void notice(String line) {
      lines.add(line);
    }

    @Override
    public void warning(String line) {
      lines.add(line);
    }

    @Override
    public void error(String line) {
      lines.add(line);
    }
  }
}
