// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the daemon's slow services do what is asked of them.
@Timeout(30)
class ColdServicesTest {
  private final List<Object> done = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final ColdServices cold = new ColdServices(complaints::add);

  @Test
  void nothingHappensBeforeItBegins() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    cold.execute(() -> thread.set(Thread.currentThread()));
    assertThat(thread).hasNullValue();
    cold.begin();
    cold.close();
    assertThat(thread.get()).isNotNull().isNotEqualTo(Thread.currentThread());
  }

  @Test
  void whatWasAskedForIsDoneInOrder() {
    cold.begin();
    cold.submit(_ -> done.add(1));
    cold.execute(() -> done.add(2));
    cold.submit(_ -> done.add(3));
    cold.execute(cold::begin); // does no harm
    awaitIdle();
    assertThat(done).containsExactly(1, 2, 3);
    assertThat(complaints).isEmpty();
  }

  @Test
  void theEndComesAfterWhatWasAskedForBeforeItBegan() {
    cold.execute(() -> done.add(1));
    cold.close();
    assertThat(done).containsExactly(1);
  }

  /// Lines for the system log are dropped then; a rehearsal is begun all the same.
  @Test
  void whatIsTooMuchIsDoneAtOnceOrNotAtAll() {
    for (int i = 0; i < 2_000; i++) {
      cold.submit(_ -> {});
    }
    cold.submit(_ -> done.add(1));
    cold.execute(() -> done.add(Thread.currentThread()));
    assertThat(done).containsExactly(Thread.currentThread());
    cold.begin();
    awaitIdle();
    assertThat(done).hasSize(1);
  }

  /// Loading the library may take longer than [ColdServices#close] waits.
  private void awaitIdle() {
    AtomicReference<Boolean> reached = new AtomicReference<>();
    Thread caller = Thread.currentThread();
    do {
      cold.execute(() -> reached.set(Thread.currentThread() != caller));
      while (reached.get() == null) {
        Thread.onSpinWait();
      }
    } while (!reached.getAndSet(null));
    cold.close();
  }
}
