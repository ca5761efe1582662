// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.helper.dispatch.Expectations;

/// A packet in which nothing is found costs no memory, from the netlink message to the verdict.
class PlainAcceptTest {
  private static final int PACKETS = 20_000;
  private static final int GREETING = 2; // segments that each conversation begins with

  @ParameterizedTest
  @EnumSource(Family.class)
  void anAcknowledgementAllocatesNothing(Family family) {
    QueuedConversation talk = conversation(family);
    assertThatNothingIsAllocatedBy(talk, talk.acknowledges(Direction.ORIGINAL));
    assertThat(talk.counter("inspected")).isEqualTo(GREETING);
    assertThatAllPassed(talk);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aCommandAllocatesNothing(Family family) {
    QueuedConversation talk = conversation(family);
    assertThatNothingIsAllocatedBy(talk, talk.says(Direction.ORIGINAL, "USER anonymous\r\n"));
    assertThat(talk.counter("inspected")).isGreaterThanOrEqualTo(PACKETS);
    assertThatAllPassed(talk);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aReplyAllocatesNothing(Family family) {
    QueuedConversation talk = conversation(family);
    assertThatNothingIsAllocatedBy(talk, talk.says(Direction.REPLY, "331 Password required\r\n"));
    assertThat(talk.counter("inspected")).isGreaterThanOrEqualTo(PACKETS);
    assertThatAllPassed(talk);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void halfALineThatWaitsForTheRestAllocatesNothing(Family family) {
    QueuedConversation talk = conversation(family);
    QueuedMessage half = talk.says(Direction.ORIGINAL, "USER anon");
    QueuedMessage rest = talk.says(Direction.ORIGINAL, "ymous\r\n");
    assertThatNothingIsAllocatedBy(talk, half, rest);
    assertThatAllPassed(talk);
  }

  /// The other tests could not tell a walk that allocates from one that does not, if this failed.
  @ParameterizedTest
  @EnumSource(Family.class)
  void aFindingIsSeenToAllocate(Family family) {
    QueuedConversation talk = conversation(family);
    QueuedMessage message = talk.says(Direction.ORIGINAL, "!\r\n");
    assertThat(AllocatedBytes.least(() -> talk.send(message))).isPositive();
    assertThat(talk.counter("refused")).isPositive();
  }

  private static QueuedConversation conversation(Family family) {
    QueuedConversation talk =
        new QueuedConversation(
            QueuedConversation.toFtp(family), new LineHelper(), NONE, System::nanoTime);
    talk.send(talk.says(Direction.REPLY, "220 ready\r\n"));
    talk.send(talk.says(Direction.ORIGINAL, "NOOP\r\n"));
    assertThat(talk.counter("inspected")).isEqualTo(GREETING);
    return talk;
  }

  private static void assertThatNothingIsAllocatedBy(
      QueuedConversation talk, QueuedMessage... messages) {
    long allocated =
        AllocatedBytes.least(() -> {
          for (int i = 0; i < PACKETS; i++) {
            talk.send(messages[i % messages.length]);
          }
        });
    assertThat(allocated).as("bytes for %d packets", PACKETS).isZero();
  }

  private static void assertThatAllPassed(QueuedConversation talk) {
    assertThat(talk.counter("queued")).isEqualTo(talk.counter("packets"));
    assertThat(talk.counter("queued")).isGreaterThan(PACKETS);
    for (String trouble : new String[] {"malformed", "failures", "gaps", "faults", "refused"}) {
      assertThat(talk.counter(trouble)).as(trouble).isZero();
    }
    assertThat(talk.verdictBytes()).isPositive();
  }

  private static final Expectations NONE =
      new Expectations() {
        @Override
        public Grant create(Expectation expectation) {
          throw new AssertionError("nothing was announced");
        }

        @Override
        public void refresh(Expectation expectation) {}

        @Override
        public void delete(Expectation expectation) {}
      };
}
