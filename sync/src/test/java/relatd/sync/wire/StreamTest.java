// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream's bytes come in pieces of any size; its messages are the same.
class StreamTest {
  private final WireCounters counters = new WireCounters();
  private final SyncWalker walker = new SyncWalker(counters);

  @ParameterizedTest
  @ValueSource(strings = {"ftfw-tcp", "ftfw-tcp6"})
  void isTheSameHoweverItIsCut(String name) {
    byte[] whole = concatenated(Capture.of(name));
    List<String> messages = read(whole, List.of(whole.length));
    assertThat(messages).hasSizeGreaterThan(10);
    for (int size = 1; size < 40; size++) {
      assertThat(read(whole, List.of(size))).as("pieces of %d", size).isEqualTo(messages);
    }
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<Integer> sizes = random.ints(50, 1, 100).boxed().toList();
      assertThat(read(whole, sizes)).as("seed %d", seed).isEqualTo(messages);
    }
    assertThat(counters.malformed()).isZero();
  }

  @Test
  void whatIsMissingIsNotMalformed() {
    byte[] ack = HexFormat.of().parseHex("1a0800106b00f0bb6b00f0bb6b00f0bb");
    for (int size = 0; size < ack.length; size++) {
      walker.wrapStream(MemorySegment.ofArray(ack), 0, size);
      assertThat(walker.next()).isFalse();
      assertThat(walker.rest()).isZero();
    }
    assertThat(counters.malformed()).isZero();
  }

  /// Nothing says where the next message would begin.
  @Test
  void aLengthThatCannotBeEndsWhatWasReceived() {
    byte[] bytes = HexFormat.of().parseHex("10000000000003e91a100008000003ed");
    walker.wrapStream(MemorySegment.ofArray(bytes), 0, bytes.length);
    assertThat(walker.next()).isFalse();
    assertThat(walker.rest()).isEqualTo(bytes.length);
    assertThat(counters.of(MalformedWire.BAD_SIZE)).isEqualTo(1);
  }

  /// It would be waited for until the end of time, were it taken for the beginning of a long
  /// header.
  @Test
  void aRangeWithoutLengthIsNotWaitedFor() {
    byte[] bytes = HexFormat.of().parseHex("1a080000000003eb");
    walker.wrapStream(MemorySegment.ofArray(bytes), 0, bytes.length);
    assertThat(walker.next()).isFalse();
    assertThat(walker.rest()).isEqualTo(bytes.length);
    walker.wrapDatagram(MemorySegment.ofArray(bytes), 0, bytes.length);
    assertThat(walker.next()).isFalse();
    assertThat(counters.of(MalformedWire.BAD_SIZE)).isEqualTo(2);
    assertThat(counters.malformed()).isEqualTo(2);
  }

  private static byte[] concatenated(Capture capture) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    capture.payloads().forEach(payload -> all.writeBytes(payload.bytes()));
    return all.toByteArray();
  }

  /// @param sizes of the pieces, over and over
  private List<String> read(byte[] whole, List<Integer> sizes) {
    List<String> messages = new ArrayList<>();
    byte[] kept = {};
    int at = 0;
    for (int piece = 0; at < whole.length; piece++) {
      int size = Math.min(sizes.get(piece % sizes.size()), whole.length - at);
      byte[] bytes = Arrays.copyOf(kept, kept.length + size);
      System.arraycopy(whole, at, bytes, kept.length, size);
      at += size;
      walker.wrapStream(MemorySegment.ofArray(bytes), 0, bytes.length);
      while (walker.next()) {
        messages.add(String.join("\n", WireText.lines(walker.message())));
      }
      kept = Arrays.copyOfRange(bytes, (int) walker.rest(), bytes.length);
    }
    assertThat(kept).isEmpty();
    return messages;
  }
}
