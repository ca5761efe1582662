// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLoopTest {
  private final Arena arena = Arena.ofConfined();
  private final List<String> seen = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private long clock;
  private final EventLoop loop = new EventLoop(() -> clock, failures::add);
  private final MemorySegment bytes = arena.allocate(16);
  private final Fd left;
  private final Fd right;

  EventLoopTest() {
    MemorySegment pair = arena.allocate(JAVA_INT, 2);
    SystemException.check(
        Sockets.socketpair(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, pair), "make a pair");
    left = new Fd(pair.getAtIndex(JAVA_INT, 0), "left");
    right = new Fd(pair.getAtIndex(JAVA_INT, 1), "right");
  }

  @AfterEach
  void close() {
    loop.close();
    left.close();
    right.close();
    arena.close();
  }

  private void turn() {
    loop.turn(0);
  }

  private Timer timer(String name) {
    return loop.timer(() -> seen.add(name));
  }

  @Test
  void aReadableDescriptorCallsItsHandler() {
    loop.register(
        right.number(),
        EventLoop.READABLE,
        events -> {
          Sockets.recv(right.number(), bytes, 0, 16, 0);
          seen.add("readable " + events);
        });
    turn();
    assertThat(seen).isEmpty();

    Sockets.send(left.number(), bytes, 0, 3, 0);
    turn();
    turn();
    assertThat(seen).containsExactly("readable 1");
  }

  @Test
  void interestCanChange() {
    Registration registration =
        loop.register(right.number(), EventLoop.READABLE, events -> seen.add("" + events));
    turn();
    assertThat(seen).isEmpty();

    registration.interest(EventLoop.READABLE | EventLoop.WRITABLE);
    turn();
    assertThat(seen).containsExactly("4");

    registration.interest(EventLoop.READABLE);
    turn();
    assertThat(seen).hasSize(1);
  }

  @Test
  void aHandlerThatClosesAnotherKeepsItFromBeingCalledInTheSameTurn() {
    Registration[] both = new Registration[2];
    Fd[] ends = {left, right};
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      both[i] =
          loop.register(
              ends[i].number(),
              EventLoop.WRITABLE,
              events -> {
                seen.add("called");
                both[other].close();
                loop.register(ends[other].number(), EventLoop.READABLE, more -> seen.add("stale"));
              });
    }
    turn();

    assertThat(seen).containsExactly("called");
  }

  @Test
  void aClosedPeerIsReported() {
    loop.register(right.number(), 0, events -> seen.add("" + (events & EventLoop.HUNG_UP)));
    MemorySegment pair = arena.allocate(JAVA_INT, 2);
    Sockets.socketpair(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, pair);
    int stream = pair.getAtIndex(JAVA_INT, 0);
    Registration registration =
        loop.register(stream, 0, events -> seen.add("hung up " + (events & EventLoop.HUNG_UP)));
    Posix.close(pair.getAtIndex(JAVA_INT, 1));
    turn();
    registration.close();
    Posix.close(stream);

    assertThat(seen).containsExactly("hung up 16");
  }

  @Test
  void aTaskFromAnotherThreadWakesTheLoop() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              await(waiting);
              loop.submit(() -> seen.add(Thread.currentThread().getName()));
              loop.submit(loop::stop);
            });
    waiting.countDown();
    loop.run();
    other.join();

    assertThat(seen).containsExactly(Thread.currentThread().getName());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void aTaskThatSubmitsItselfLeavesTheTurnToOthers() {
    Runnable[] self = new Runnable[1];
    self[0] =
        () -> {
          seen.add("step");
          loop.submit(self[0]);
        };
    loop.submit(self[0]);
    loop.turn(Long.MAX_VALUE);
    assertThat(seen).hasSize(1);

    loop.turn(Long.MAX_VALUE);
    assertThat(seen).hasSize(2);
  }

  @Test
  void theEndOfATurnComesLast() {
    loop.onTurnEnd(() -> seen.add("end"));
    timer("timer").startNanos(0);
    loop.submit(() -> seen.add("task"));
    turn();

    assertThat(seen).containsExactly("timer", "task", "end");
  }

  @Test
  void aFailingTaskIsReportedAndTheRestStillRuns() {
    loop.submit(() -> {
      throw new IllegalStateException("broken");
    });
    timer("timer").startNanos(0);
    loop.submit(() -> seen.add("task"));
    turn();

    assertThat(failures).extracting(Throwable::getMessage).containsExactly("broken");
    assertThat(seen).containsExactly("timer", "task");
  }

  @Test
  void whatCannotBeWaitedForIsRefused() {
    assertThatThrownBy(() -> loop.register(9999, EventLoop.READABLE, events -> {}))
        .isInstanceOf(SystemException.class)
        .hasMessage("cannot wait for descriptor 9999: Bad file descriptor (EBADF)");
  }

  @Test
  void tasksSubmittedAfterTheEndAreForgotten() {
    loop.close();
    loop.submit(() -> seen.add("late"));

    assertThat(seen).isEmpty();
  }
}
