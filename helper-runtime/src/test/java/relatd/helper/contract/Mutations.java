// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import relatd.conntrack.Expectation;
import relatd.helper.Helper;
import relatd.helper.replay.ReplayEvent;

/// Damage of every kind to a capture: packets cut off at every length, bytes turned, lost and put
/// in. The helper may find less or refuse more; it must not fail, take long, or expect what nobody
/// may expect.
final class Mutations {
  private static final int ROUNDS = 300;
  private static final long SEED = 20_251_121;

  /// What a busy machine does meanwhile must not count.
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// One replay of a small capture takes well below a millisecond.
  private static final long MOST_NANOS = 2_000_000_000L;

  /// All that a replay allocates, what it throws away and its tables included.
  private static final long MOST_BYTES = 32L << 20;

  private final Helper helper;
  private final Trace trace;
  private final BiPredicate<ReplayEvent, Expectation> allowed;

  Mutations(Helper helper, Trace trace, BiPredicate<ReplayEvent, Expectation> allowed) {
    this.helper = helper;
    this.trace = trace;
    this.allowed = allowed;
  }

  void check(String name) {
    for (int i = 0; i < trace.packets().size(); i++) {
      truncate(name, i);
    }
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      judge(name + ", seed " + seed, mutated(new Random(seed)));
    }
  }

  private void truncate(String name, int index) {
    Segment whole = trace.packets().get(index);
    for (int length : Places.below(whole.bytes().length)) {
      Segment torn = new Segment(whole.nanos(), Arrays.copyOf(whole.bytes(), length));
      judge(name + ", packet " + (index + 1) + " torn at " + length, with(index, torn));
    }
    for (int length : Places.below(whole.length())) {
      Segment shorter = whole.withPayload(Arrays.copyOf(whole.payload(), length));
      judge(name + ", packet " + (index + 1) + " ends at " + length, with(index, shorter));
    }
  }

  private Trace mutated(Random random) {
    List<Segment> packets = new ArrayList<>(trace.packets());
    for (int change = random.nextInt(4); change >= 0 && !packets.isEmpty(); change--) {
      int index = random.nextInt(packets.size());
      switch (random.nextInt(8)) {
        case 0 -> packets.remove(index);
        case 1 -> packets.add(random.nextInt(packets.size()), packets.get(index));
        case 2 -> packets.set(index, flipped(packets.get(index), random));
        default -> packets.set(index, withOtherPayload(packets.get(index), random));
      }
    }
    return new Trace(packets);
  }

  private static Segment flipped(Segment segment, Random random) {
    byte[] bytes = segment.bytes().clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return new Segment(segment.nanos(), bytes);
  }

  /// Bytes turned, lost, doubled and put in.
  private static Segment withOtherPayload(Segment segment, Random random) {
    if (segment.length() == 0) {
      return segment;
    }
    byte[] payload = segment.payload();
    int at = random.nextInt(payload.length);
    int to = at + random.nextInt(payload.length - at + 1);
    byte[] changed =
        switch (random.nextInt(4)) {
          case 0 -> spliced(payload, at, to, new byte[0]);
          case 1 -> spliced(payload, at, at, Arrays.copyOfRange(payload, at, to));
          case 2 -> spliced(payload, at, at, new byte[] {(byte) random.nextInt(256)});
          default -> spliced(payload, at, at + 1, new byte[] {(byte) random.nextInt(256)});
        };
    return segment.withPayload(changed);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    byte[] out = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
    System.arraycopy(with, 0, out, from, with.length);
    System.arraycopy(bytes, to, out, from + with.length, bytes.length - to);
    return out;
  }

  private Trace with(int index, Segment segment) {
    List<Segment> packets = new ArrayList<>(trace.packets());
    packets.set(index, segment);
    return new Trace(packets);
  }

  /// The trace as it is.
  void judge(String what) {
    judge(what, trace);
  }

  private void judge(String what, Trace damaged) {
    long begin = THREAD.getCurrentThreadCpuTime();
    long allocated = THREAD.getCurrentThreadAllocatedBytes();
    Trace.Outcome outcome = damaged.replay(helper);
    long bytesTaken = THREAD.getCurrentThreadAllocatedBytes() - allocated;
    long nanos = THREAD.getCurrentThreadCpuTime() - begin;
    if (bytesTaken >= MOST_BYTES || nanos >= MOST_NANOS) {
      // the first time classes are loaded
      begin = THREAD.getCurrentThreadCpuTime();
      allocated = THREAD.getCurrentThreadAllocatedBytes();
      damaged.replay(helper);
      bytesTaken = THREAD.getCurrentThreadAllocatedBytes() - allocated;
      nanos = THREAD.getCurrentThreadCpuTime() - begin;
    }
    assertThat(nanos).as("nanoseconds, %s", what).isLessThan(MOST_NANOS);
    assertThat(bytesTaken).as("bytes allocated, %s", what).isLessThan(MOST_BYTES);
    assertThat(outcome.faults()).as("faults of the helper, %s", what).isZero();
    int bytes = damaged.packets().stream().mapToInt(segment -> segment.bytes().length).sum();
    assertThat(outcome.events()).as(what).hasSizeLessThanOrEqualTo(1 + bytes / 4);
    for (ReplayEvent event : outcome.events()) {
      event
          .expectation()
          .filter(expectation -> event.kind() == ReplayEvent.Kind.EXPECT)
          .ifPresent(expectation ->
              assertThat(allowed.test(event, expectation)).as("%s: %s", what, event).isTrue());
    }
  }
}
