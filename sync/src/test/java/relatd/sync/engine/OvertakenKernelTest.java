// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.sync.kernel.Commit;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.Namespace;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.RecordEntries;
import relatd.sync.kernel.RecordingLog;

/// A rehearsal gives way to the storm that it is for.
@Tag("kernel")
class OvertakenKernelTest {
  private static final int BURST = 100;
  private static final int OTHER_ROUND = 50_000;

  @Test
  @DisplayName("more than twenty thousand events are work, fewer are not")
  void atWork() {
    Namespace.inNew(() -> {
      try (TestNode node = new TestNode("FTFW");
          Commit maker =
              new Commit(
                  new CommitOptions(OptionalInt.empty(), true),
                  new Origins(),
                  new RecordingLog())) {
        Script script = new Script();
        int made = 0;
        while (made < 20_000) {
          assertThat(node.isAtWork()).isFalse();
          make(maker, script, made);
          made += BURST;
          node.turn();
          node.turn();
        }
        make(maker, script, made);
        node.turn();
        node.turn();
        assertThat(node.isAtWork()).isTrue();
      }
    });
  }

  @ParameterizedTest
  @DisplayName("so are more than twenty thousand entries of a peer")
  @ValueSource(strings = {"", "DisableExternalCache on"})
  void entriesOfAPeerAreWork(String options) {
    Namespace.inNew(() -> {
      try (TestNode node = new TestNode("NOTRACK", options)) {
        PeerVoice peer = new PeerVoice();
        Script script = new Script();
        int told = 0;
        for (int round = 0; told < 20_000; round++) {
          assertThat(node.isAtWork()).isFalse();
          told += peer.tell(node, script.flows(round, BURST, 1));
        }
        peer.tell(node, script.flows(OTHER_ROUND, BURST, 1));
        assertThat(node.isAtWork()).isTrue();
      }
    });
  }

  @Test
  @DisplayName("a rehearsal ends with the first answer that the daemon is at work")
  void rehearsalEnds() {
    Namespace.inNew(() -> {
      AtomicInteger questions = new AtomicInteger();
      CountDownLatch ended = new CountDownLatch(1);
      Rehearsal.start(
          TestNode.config("FTFW", ""), () -> questions.incrementAndGet() == 3, ended::countDown);
      assertThat(await(ended)).isTrue();
      assertThat(questions).hasValue(3);
    });
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void make(Commit maker, Script script, int first) {
    try (var entries = RecordEntries.ofConntracks(script.flows(first / BURST, BURST, 1))) {
      maker.start(Commit.Scope.CONNTRACKS, Optional.of(entries), Optional.empty());
      while (maker.step(TimeUnit.SECONDS.toNanos(1))) {}
    }
  }
}
