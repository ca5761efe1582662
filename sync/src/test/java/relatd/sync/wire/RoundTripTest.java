// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// What the C daemon sent comes out again byte for byte, after it was a view or a record.
class RoundTripTest {
  private static final WireOptions EVERYTHING = new WireOptions(true, true);
  private static final List<byte[]> ORIGINALS = Wire.originals();

  private final byte[] room = new byte[ConntrackEncoder.MAX_IMAGE];
  private final MemorySegment into = MemorySegment.ofArray(room);
  private final ConntrackEncoder conntracks = new ConntrackEncoder(EVERYTHING);
  private final ExpectEncoder expectations = new ExpectEncoder(EVERYTHING);
  private final ConntrackWire conntrack = new ConntrackWire();
  private final ExpectWire expectation = new ExpectWire();
  private int seen;

  @Test
  void conntracksSurviveBeingViews() {
    forEachConntrack(message -> {
      int length = conntracks.encode(conntrack, into, 0);
      assertSame(message, length);
    });
    assertThat(seen).isGreaterThan(800);
  }

  @Test
  void conntracksSurviveBeingRecords() {
    forEachConntrack(message -> {
      Conntrack record = conntrack.toConntrack().orElseThrow();
      assertSame(message, conntracks.encode(record, into, 0));
    });
    assertThat(seen).isGreaterThan(800);
  }

  @Test
  void anImageOverItselfIsItself() {
    ConntrackWire before = new ConntrackWire();
    forEachConntrack(message -> {
      before.wrap(message);
      assertSame(message, conntracks.encodeOver(before, conntrack, into, 0));
    });
    assertThat(seen).isGreaterThan(800);
  }

  @Test
  void expectationsSurviveBeingViews() {
    forEachExpectation(message -> assertSame(message, expectations.encode(expectation, into, 0)));
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void expectationsSurviveBeingRecords() {
    forEachExpectation(message -> {
      Expectation record = expectation.toExpectation().orElseThrow();
      assertSame(message, expectations.encode(record, into, 0));
    });
    assertThat(seen).isGreaterThan(10);
  }

  private void forEachConntrack(Consumer<SyncMessage> check) {
    forEach(message -> {
      if (message.isData() && message.isConntrack()) {
        assertThat(conntrack.wrap(message)).isTrue();
        check.accept(message);
        seen++;
      }
    });
  }

  private void forEachExpectation(Consumer<SyncMessage> check) {
    forEach(message -> {
      if (message.isData() && message.isExpectation()) {
        assertThat(expectation.wrap(message)).isTrue();
        check.accept(message);
        seen++;
      }
    });
  }

  private static void forEach(Consumer<SyncMessage> check) {
    WireCounters counters = new WireCounters();
    for (byte[] bytes : ORIGINALS) {
      SyncWalker walker = Wire.datagram(bytes, counters);
      while (walker.next()) {
        check.accept(walker.message());
      }
    }
    assertThat(counters.malformed()).isZero();
  }

  private void assertSame(SyncMessage message, int length) {
    assertThat(Arrays.copyOf(room, length))
        .as(() -> String.join("\n", WireText.lines(message)))
        .isEqualTo(Wire.image(message));
  }
}
