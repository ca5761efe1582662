// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a peer's bytes are, reading them gives values or moves a counter.
class HostileWireTest {
  /// One message of each content; they differ in much more than their contents do.
  private static final List<byte[]> MESSAGES = List.copyOf(distinct().values());

  private final WireCounters counters = new WireCounters();
  private final ConntrackWire conntrack = new ConntrackWire();
  private final ExpectWire expectation = new ExpectWire();
  private final ConntrackEncoder conntracks = new ConntrackEncoder(new WireOptions(true, true));
  private final ExpectEncoder expectations = new ExpectEncoder(WireOptions.DEFAULT);
  private final MemorySegment into = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final MemorySegment small = MemorySegment.ofArray(new byte[ExpectEncoder.MAX_IMAGE]);
  private long values;
  private long sum;

  /// By the attributes' numbers and lengths.
  private static Map<String, byte[]> distinct() {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    Capture.ofSync().stream()
        .flatMap(name -> Capture.of(name).payloads().stream())
        .flatMap(payload -> Wire.messages(payload.bytes()).stream())
        .forEach(message -> messages.putIfAbsent(shape(message), message));
    return messages;
  }

  private static String shape(byte[] message) {
    SyncWalker walker = Wire.datagram(message, new WireCounters());
    walker.next();
    StringBuilder shape = new StringBuilder();
    for (String line : WireText.lines(walker.message())) {
      shape.append(line.strip().split(" ")[0]).append(' ');
    }
    return shape.append(message.length).toString();
  }

  @Test
  void survivesEveryTruncationOfADatagram() {
    for (byte[] message : MESSAGES) {
      for (int size = 0; size < message.length; size++) {
        take(Arrays.copyOf(message, size));
      }
    }
    assertThat(counters.of(MalformedWire.TRUNCATED)).isPositive();
    assertThat(counters.of(MalformedWire.BAD_SIZE)).isPositive();
  }

  /// As a sender would that lies about nothing but forgets the end.
  @Test
  void survivesEveryTruncationWithAFittingLength() {
    for (byte[] message : MESSAGES) {
      for (int size = SyncMessage.HEADER; size < message.length; size++) {
        byte[] cut = Arrays.copyOf(message, size);
        ByteBuffer.wrap(cut).putShort(2, (short) size);
        take(cut);
      }
    }
    assertThat(values).isPositive();
    assertThat(counters.of(MalformedWire.MALFORMED_PAYLOAD)).isPositive();
  }

  @Test
  void survivesEveryBitFlip() {
    assertThat(MESSAGES).hasSizeGreaterThan(40);
    for (byte[] message : MESSAGES) {
      for (int bit = 0; bit < message.length * 8; bit++) {
        message[bit >> 3] ^= (byte) (1 << (bit & 7));
        take(message);
        message[bit >> 3] ^= (byte) (1 << (bit & 7));
      }
    }
    assertThat(values).isPositive();
    for (MalformedWire cause : MalformedWire.values()) {
      assertThat(counters.of(cause)).as(cause.text()).isPositive();
    }
  }

  @Test
  void survivesSeededMutations() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      for (byte[] message : MESSAGES) {
        try {
          take(mutate(message, random));
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed, e);
        }
      }
    }
    assertThat(values).isPositive();
  }

  private static byte[] mutate(byte[] message, Random random) {
    byte[] mutated = message.clone();
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = (byte) random.nextInt();
        case 1 -> mutated[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
        case 2 -> mutated[at] += (byte) (random.nextInt(9) - 4);
        default -> {
          int from = random.nextInt(mutated.length);
          int size = Math.min(random.nextInt(32), mutated.length - Math.max(at, from));
          System.arraycopy(mutated, from, mutated, at, size);
        }
      }
    }
    return mutated;
  }

  private void take(byte[] datagram) {
    long before = values + counters.malformed();
    SyncWalker walker = Wire.datagram(datagram, counters);
    while (walker.next()) {
      SyncMessage message = walker.message();
      sum += WireText.lines(message).size() + message.sequence();
      if (message.isData()) {
        takeData(message);
      } else if (message.flags() == 0 && message.type() > SyncMessage.EXP_DEL) {
        counters.count(MalformedWire.BAD_TYPE); // as ALARM has it
      } else if (message.hasRange() || message.isAlive()) {
        sum += message.hasRange() ? message.from() + message.to() : 0;
        values++;
      } else {
        counters.count(MalformedWire.MALFORMED_HEADER);
      }
    }
    assertThat(datagram.length == 0 || values + counters.malformed() > before).isTrue();
  }

  private void takeData(SyncMessage message) {
    if (message.isConntrack()) {
      if (conntrack.wrap(message)) {
        takeConntrack();
      } else {
        counters.count(MalformedWire.MALFORMED_PAYLOAD);
      }
    } else if (expectation.wrap(message)) {
      takeExpectation();
    } else {
      counters.count(MalformedWire.MALFORMED_PAYLOAD);
    }
  }

  /// What was taken can be kept, and what is kept does not change by being read.
  private void takeConntrack() {
    values++;
    sum += conntrack.sourceIdentifier() + conntrack.destinationIdentifier() + conntrack.zone();
    sum += conntrack.original().sourceHigh() + conntrack.original().destinationLow();
    sum += conntrack.protocolState() + conntrack.helper().length();
    conntrack
        .toConntrack()
        .ifPresent(record -> {
          sum += record.hashCode() + conntracks.encode(record, into, 0);
          int length = conntracks.encode(conntrack, into, 0);
          assertThat(conntrack.wrap(into, 0, length)).isTrue();
          assertThat(conntracks.encode(conntrack, into, 0)).isEqualTo(length);
        });
  }

  private void takeExpectation() {
    values++;
    sum += expectation.master().sourceLow() + expectation.mask().destinationPort();
    expectation
        .toExpectation()
        .ifPresent(record -> {
          sum += record.hashCode() + expectations.encode(record, small, 0);
          int length = expectations.encode(expectation, small, 0);
          assertThat(expectation.wrap(small, 0, length)).isTrue();
          assertThat(expectations.encode(expectation, small, 0)).isEqualTo(length);
        });
  }
}
