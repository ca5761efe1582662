// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossyChannelTest {
  private static final int COUNT = 100;

  private LossyChannel channel;

  /// What arrives of a hundred datagrams, with ticks after each ten and as long as any is held.
  private List<String> arrivals(Faults faults, long seed) {
    MemoryChannel far = MemoryChannel.pair(1472, 1000);
    channel = new LossyChannel(far.peer(), faults, seed);
    for (int i = 0; i < COUNT; i += 10) {
      channel.send(Packed.equal(i, 10, 20));
      channel.tick();
    }
    while (channel.held() > 0) {
      channel.tick();
    }
    Inbox inbox = new Inbox();
    far.receive(1000, 0, inbox);
    return inbox.datagrams;
  }

  private static List<String> all() {
    return IntStream.range(0, COUNT).mapToObj(i -> i + ":20").toList();
  }

  @Test
  void withoutFaultsEverythingArrivesInOrder() {
    assertThat(arrivals(Faults.NONE, 1)).isEqualTo(all());
  }

  @Test
  void whatIsDroppedIsCountedAndMissing() {
    List<String> arrived = arrivals(Faults.dropping(0.2), 2);
    assertThat(channel.dropped()).isBetween(8L, 35L);
    assertThat(arrived).hasSize((int) (COUNT - channel.dropped()));
    assertThat(all()).containsSubsequence(arrived);
  }

  @Test
  void duplicatesComeRightBehind() {
    List<String> arrived = arrivals(new Faults(0, 0.2, 0, 0, 1), 3);
    assertThat(channel.duplicated()).isPositive();
    assertThat(arrived).hasSize((int) (COUNT + channel.duplicated()));
    assertThat(arrived.stream().distinct().toList()).isEqualTo(all());
  }

  @Test
  void reorderedOnesArriveAFewPlacesLater() {
    List<String> arrived = arrivals(new Faults(0, 0, 0.2, 0, 1), 4);
    assertThat(channel.reordered()).isPositive();
    assertThat(arrived).isNotEqualTo(all()).containsExactlyInAnyOrderElementsOf(all());
    for (int i = 0; i < COUNT; i++) {
      assertThat(Math.abs(arrived.indexOf(i + ":20") - i)).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void delayedOnesArriveAfterTicks() {
    MemoryChannel far = MemoryChannel.pair(1472, 1000);
    LossyChannel slow = new LossyChannel(far.peer(), new Faults(0, 0, 0, 1, 1), 5);
    Inbox inbox = new Inbox();
    slow.send(Packed.equal(0, 3, 20));
    assertThat(far.receive(10, 0, inbox)).isZero();
    slow.tick();
    assertThat(far.receive(10, 0, inbox)).isEqualTo(3);
  }

  @Test
  void theSameSeedMistreatsTheSame() {
    Faults faults = new Faults(0.1, 0.1, 0.1, 0.1, 4);
    assertThat(arrivals(faults, 6))
        .isEqualTo(arrivals(faults, 6))
        .isNotEqualTo(arrivals(faults, 7));
  }

  @Test
  void aFullEndLosesAndCounts() {
    MemoryChannel far = MemoryChannel.pair(1472, 2);
    far.peer().send(Packed.equal(0, 5, 20));
    assertThat(far.peer().stats().sendErrors()).isEqualTo(3);
    assertThat(far.peer().stats().packetsSent()).isEqualTo(2);
  }

  @Test
  void sharesAreShares() {
    assertThatThrownBy(() -> Faults.dropping(1.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Faults(0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
