// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Connection;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackTable;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.nfqueue.FeignedPackets;
import relatd.posix.Posix;

/// A queue that breaks, or its memory, is opened again and reported, in a network namespace of its
/// own.
@Tag("kernel")
class QueueThreadKernelTest {
  private static final int QUEUE = 4_711;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void aLostQueueIsReportedAndServedAgain() throws Exception {
    inNamespace(this::loseTheQueue);
  }

  /// The thread must not die: what the rule queues would be dropped for good.
  @Test
  void memoryThatEndsIsGivenBackAndTheQueueServedAgain() throws Exception {
    inNamespace(this::loseMemory);
  }

  private interface Story {
    void tell() throws Exception;
  }

  /// A namespace belongs to the thread that entered it.
  private static void inNamespace(Story story) throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          if (Posix.unshare(Posix.CLONE_NEWNET) < 0) {
            return false;
          }
          story.tell();
          return true;
        });
    Thread.ofPlatform().start(task);
    assumeTrue(task.get(20, TimeUnit.SECONDS), "needs network namespaces");
  }

  private void loseTheQueue() throws InterruptedException {
    QueueThread thread = serve(type(new LineHelper()));
    try {
      Posix.close(thread.worker().orElseThrow().queue().fd());
      expectReopening(thread, "Bad file descriptor");
    } finally {
      thread.stop();
    }
  }

  private void loseMemory() throws InterruptedException {
    AttachedType type = type(new GreedyHelper());
    QueueThread thread = serve(type);
    QueueWorker worker = thread.worker().orElseThrow();
    try (FeignedPackets packets = FeignedPackets.into(worker.queue().portId());
        ConntrackTable table = ConntrackTable.open();
        RehearsedConnection connection =
            RehearsedConnection.open(table, packets, type, "sane", worker.hasConntrack(), 0)) {
      connection.greet();
      expectReopening(thread, "as much as there is");
    } finally {
      thread.stop();
    }
  }

  private static AttachedType type(Helper helper) {
    return new AttachedType(ConfiguredHelper.of(helper), Family.INET, Transport.TCP, QUEUE, 0);
  }

  private QueueThread serve(AttachedType type) {
    QueueThread thread =
        new QueueThread(
            QueuePlan.of(List.of(type)).getFirst(),
            EngineSettings.within(1 << 28),
            new CollectingLog(lines));
    thread.start();
    return thread;
  }

  private void expectReopening(QueueThread thread, String reason) throws InterruptedException {
    assertThat(lines.poll(10, TimeUnit.SECONDS)).contains("queue 4711 is lost").contains(reason);
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("queue 4711 is served again");
    assertThat(thread.reopened()).isEqualTo(1);
  }

  /// Wants more memory than there is for each connection.
  private static final class GreedyHelper implements Helper {
    private final Helper other = new LineHelper();

    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public Set<Transport> transports() {
      return other.transports();
    }

    @Override
    public Set<Integer> ports() {
      return other.ports();
    }

    @Override
    public List<Policy> policies() {
      return other.policies();
    }

    @Override
    public int window() {
      return other.window();
    }

    @Override
    public int privateBytes() {
      return other.privateBytes();
    }

    @Override
    public Session open(Connection master, Options options) {
      throw new OutOfMemoryError("as much as there is");
    }
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
