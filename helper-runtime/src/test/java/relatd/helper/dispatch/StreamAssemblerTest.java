// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.dispatch.StreamAssembler.Arrival;
import relatd.helper.packet.PacketView;
import relatd.helper.packet.TestPackets;
import relatd.helper.packet.TestPackets.Flag;

/// One stream against the simplest model there is: the bytes that were sent.
class StreamAssemblerTest {
  private static final int WINDOW = 512;
  private static final Tuple TUPLE =
      Tuple.tcp(
          new Endpoint(Address.of("10.0.0.1"), 40_000), new Endpoint(Address.of("10.0.0.2"), 21));

  private final DispatchCounters counters = new DispatchCounters();
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final PacketView view = new PacketView();
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private StreamAssembler stream = new StreamAssembler(WINDOW, budget, counters);
  private int first;

  @Test
  void anyOrderAndAnyBordersGiveTheBytesThatWereSent() {
    for (int seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      begin(random.nextBoolean() ? -random.nextInt(300) : random.nextInt());
      byte[] text = bytes(random, 1 + random.nextInt(600));
      for (int[] segment : nearlyInOrder(text.length, random)) {
        Arrival arrival = send(text, segment[0], segment[1]);
        assertThat(arrival).as("seed " + seed).isNotEqualTo(Arrival.INCONSISTENT);
        if (arrival == Arrival.DATA) {
          consume(random.nextInt(stream.unreadLength() + 1));
        }
      }
      assertThat(stream.next() - first).as("seed " + seed).isEqualTo(text.length);
      read.writeBytes(unread());
      assertThat(read.toByteArray()).as("seed " + seed).isEqualTo(text);
      assertThat(counters.gaps).as("seed " + seed).isZero();
      stream.release();
      assertThat(budget.used()).as("seed " + seed).isZero();
    }
  }

  @Test
  void aSecondContentIsFoundWhereverItComes() {
    for (int seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      begin(random.nextInt());
      byte[] text = bytes(random, 20 + random.nextInt(400));
      List<int[]> segments = nearlyInOrder(text.length, random);
      int lie = random.nextInt(segments.size());
      int[] told = segments.get(lie);
      boolean found = false;
      for (int i = 0; i < segments.size() && !found; i++) {
        found = take(send(text, segments.get(i)[0], segments.get(i)[1]));
        if (i == lie) {
          byte[] other = text.clone();
          other[told[0] + random.nextInt(told[1] - told[0])] ^= 1;
          found |= take(send(other, told[0], told[1]));
        }
      }
      assertThat(found).as("seed " + seed).isTrue();
    }
  }

  @Test
  void anHonestRetransmissionOfAnythingRememberedIsNoForgery() {
    begin(0);
    byte[] text = bytes(new Random(1), 2_000);
    for (int at = 0; at < text.length; at += 100) {
      take(send(text, at, at + 100));
      for (int again = 0; again <= at; again += 50) {
        assertThat(send(text, again, again + 50)).isEqualTo(Arrival.NOTHING);
      }
    }
  }

  @Test
  void theByteOfAKeepAliveMayBeAnythingOnceItsReceiverHasIt() {
    begin(0);
    byte[] text = {1, 2, 3};
    take(send(text, 0, 3));
    byte[] probe = {1, 2, 0};
    assertThat(send(probe, 2, 3)).isEqualTo(Arrival.INCONSISTENT);
    stream.acknowledged(first + 3);
    assertThat(send(probe, 2, 3)).isEqualTo(Arrival.NOTHING);
    assertThat(send(new byte[] {9, 2, 3}, 0, 1)).isEqualTo(Arrival.INCONSISTENT);
  }

  @Test
  void whatWasAcknowledgedWithoutBeingSeenIsAGap() {
    begin(Integer.MAX_VALUE - 3);
    byte[] text = bytes(new Random(2), 40);
    take(send(text, 0, 10));
    assertThat(send(text, 20, 30)).isEqualTo(Arrival.NOTHING);
    assertThat(stream.acknowledged(first + 20)).isTrue();
    assertThat(stream.afterGap()).isTrue();
    assertThat(unread()).isEqualTo(Arrays.copyOfRange(text, 20, 30));
    assertThat(send(text, 30, 40)).isEqualTo(Arrival.DATA);
    assertThat(unread()).isEqualTo(Arrays.copyOfRange(text, 20, 40));
    assertThat(counters.gaps).isEqualTo(1);
  }

  @Test
  void theAcknowledgementOfAFinIsNoGap() {
    begin(7);
    take(send(new byte[] {1}, 0, 1));
    stream.finish();
    assertThat(stream.acknowledged(first + 2)).isFalse();
    assertThat(counters.gaps).isZero();
  }

  @Test
  void acknowledgementsOfOldAndOfAbsurdNumbersChangeNothing() {
    begin(100);
    byte[] text = bytes(new Random(3), 20);
    take(send(text, 0, 10));
    for (int number :
        new int[] {first - 5, first, first + 10, first + (1 << 30) + 11, first - (1 << 30)}) {
      assertThat(stream.acknowledged(number)).isFalse();
    }
    assertThat(send(text, 10, 20)).isEqualTo(Arrival.DATA);
    assertThat(counters.gaps).isZero();
  }

  @Test
  void moreUnreadBytesThanTheWindowAreGivenUp() {
    begin(0);
    byte[] text = bytes(new Random(4), WINDOW + 1);
    assertThat(send(text, 0, WINDOW)).isEqualTo(Arrival.DATA);
    stream.consumed(0);
    assertThat(stream.unreadLength()).isEqualTo(WINDOW);
    assertThat(send(text, WINDOW, WINDOW + 1)).isEqualTo(Arrival.DATA);
    stream.consumed(0);
    assertThat(stream.unreadLength()).isZero();
    assertThat(stream.afterGap()).isTrue();
    assertThat(counters.windowOverflow).isEqualTo(1);
  }

  @Test
  void moreThanEightEarlyPiecesEndTheWaiting() {
    begin(0);
    byte[] text = bytes(new Random(5), 200);
    for (int i = 1; i <= 8; i++) {
      assertThat(send(text, i * 10, i * 10 + 5)).isEqualTo(Arrival.NOTHING);
    }
    assertThat(send(text, 90, 95)).isEqualTo(Arrival.DATA);
    assertThat(unread()).isEqualTo(Arrays.copyOfRange(text, 10, 15));
    assertThat(stream.afterGap()).isTrue();
  }

  @Test
  void withoutMemoryBytesAreLostAndNothingFails() {
    for (int limit = 0; limit < 3_000; limit += 7) {
      MemoryBudget small = new MemoryBudget(limit);
      stream = new StreamAssembler(WINDOW, small, counters);
      first = 0;
      stream.begin(0);
      Random random = new Random(limit);
      byte[] text = bytes(random, 1_000);
      for (int[] segment : nearlyInOrder(text.length, random)) {
        if (send(text, segment[0], segment[1]) == Arrival.DATA) {
          assertThat(unread())
              .as("limit " + limit)
              .isEqualTo(
                  Arrays.copyOfRange(
                      text, stream.unreadFrom(), stream.unreadFrom() + stream.unreadLength()));
          stream.consumed(random.nextInt(stream.unreadLength() + 1));
        }
        assertThat(small.used()).isBetween(0L, (long) limit);
      }
      stream.release();
      assertThat(small.used()).isZero();
    }
  }

  @Test
  void aStreamJoinedInTheMiddleBeginsWithAGap() {
    first = 500;
    assertThat(send(new byte[] {1, 2}, 0, 2)).isEqualTo(Arrival.DATA);
    assertThat(stream.afterGap()).isTrue();
    assertThat(stream.hasLostItsBeginning()).isFalse();
    stream.consumed(2);
    assertThat(stream.afterGap()).isFalse();
  }

  @Test
  void aStreamWhoseFirstBytesWereSkippedSaysSo() {
    begin(0);
    stream.acknowledged(first + 10);
    assertThat(send(bytes(new Random(6), 20), 10, 20)).isEqualTo(Arrival.DATA);
    assertThat(stream.hasLostItsBeginning()).isTrue();
  }

  @Test
  void rewoundBytesAreTakenAgain() {
    begin(-3);
    byte[] text = {1, 2, 3, 4, 5, 6};
    assertThat(send(text, 0, 4)).isEqualTo(Arrival.DATA);
    consume(2);
    stream.rewind();
    assertThat(send(text, 0, 6)).isEqualTo(Arrival.DATA);
    assertThat(unread()).containsExactly(3, 4, 5, 6);
  }

  private void begin(int sequence) {
    stream = new StreamAssembler(WINDOW, budget, counters);
    read.reset();
    first = sequence;
    stream.begin(sequence);
  }

  private Arrival send(byte[] text, int from, int to) {
    byte[] packet =
        TestPackets.tcp(TUPLE, first + from, 1, Arrays.copyOfRange(text, from, to), Flag.ACK);
    view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
    return stream.accept(view);
  }

  /// Reads everything; whether the stream told two things.
  private boolean take(Arrival arrival) {
    if (arrival == Arrival.DATA) {
      consume(stream.unreadLength());
    }
    return arrival == Arrival.INCONSISTENT;
  }

  private void consume(int bytes) {
    read.write(unread(), 0, bytes);
    stream.consumed(bytes);
  }

  private byte[] unread() {
    return stream
        .unread()
        .asSlice(stream.unreadAt(), stream.unreadLength())
        .toArray(ValueLayout.JAVA_BYTE);
  }

  /// Segments that cover a text, overlap, repeat, and come at most a few places too early.
  private static List<int[]> nearlyInOrder(int length, Random random) {
    List<int[]> segments = new ArrayList<>();
    for (int from = 0; from < length; ) {
      int to = Math.min(length, from + 1 + random.nextInt(60));
      segments.add(new int[] {from, to});
      if (random.nextInt(4) == 0) {
        segments.add(new int[] {Math.max(0, from - random.nextInt(20)), to});
      }
      from = random.nextInt(5) == 0 ? from + (to - from + 1) / 2 : to;
    }
    for (int i = 0; i + 6 <= segments.size(); i += 6) {
      Collections.shuffle(segments.subList(i, i + 6), random);
    }
    return segments;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
