// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.netlink.AttributeTree;
import relatd.netlink.Attributes;
import relatd.netlink.Fixtures;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;

/// Whatever the bytes are, reading them gives a value or a counted malformed message.
class HostileBytesTest {
  private static final List<byte[]> DATAGRAMS =
      Fixtures.names().stream().map(Fixtures::bytes).toList();

  private final Map<MalformedMessage.Cause, Integer> malformed =
      new EnumMap<>(MalformedMessage.Cause.class);
  private final ConntrackMessage conntrack = new ConntrackMessage();
  private final ExpectMessage expectation = new ExpectMessage();
  private final MessageBuilder builder =
      new MessageBuilder(MemorySegment.ofArray(new byte[1 << 17]));
  private int values;
  private long sum;

  @Test
  void survivesEveryTruncationOfADatagram() {
    for (byte[] datagram : DATAGRAMS) {
      for (int size = 0; size < datagram.length; size++) {
        readAll(Arrays.copyOf(datagram, size), size % 16 == 0);
      }
    }
    assertThat(values).isPositive();
    assertThat(malformed).containsKey(MalformedMessage.Cause.TRUNCATED);
  }

  /// As a sender would that lies about nothing but forgets the end.
  @Test
  void survivesEveryTruncationWithAFittingLength() {
    for (byte[] datagram : DATAGRAMS) {
      for (int size = MessageWalker.HEADER; size < datagram.length; size++) {
        byte[] cut = Arrays.copyOf(datagram, size);
        ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()).putInt(0, size);
        readAll(cut, size % 16 == 0);
      }
    }
    assertThat(malformed)
        .containsKeys(
            MalformedMessage.Cause.ATTRIBUTE_LENGTH,
            MalformedMessage.Cause.MISSING,
            MalformedMessage.Cause.TRUNCATED);
  }

  @Test
  void survivesEveryBitFlip() {
    for (byte[] message : messages()) {
      for (int bit = 0; bit < message.length * 8; bit++) {
        message[bit >> 3] ^= (byte) (1 << (bit & 7));
        readAll(message, bit % 64 == 0);
        message[bit >> 3] ^= (byte) (1 << (bit & 7));
      }
    }
    assertThat(malformed)
        .containsKeys(
            MalformedMessage.Cause.TRUNCATED,
            MalformedMessage.Cause.ATTRIBUTE_LENGTH,
            MalformedMessage.Cause.VALUE_LENGTH,
            MalformedMessage.Cause.VALUE_RANGE,
            MalformedMessage.Cause.FAMILY,
            MalformedMessage.Cause.MISSING,
            MalformedMessage.Cause.UNTERMINATED);
  }

  @Test
  void survivesSeededMutations() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      for (byte[] datagram : DATAGRAMS) {
        byte[] mutated = mutate(datagram, random);
        try {
          readAll(mutated, true);
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed, e);
        }
      }
    }
    assertThat(values).isPositive();
  }

  /// The datagrams' messages, one by one, and what was cut as it is.
  private static List<byte[]> messages() {
    return Fixtures.names().stream()
        .flatMap(
            n -> n.contains("gso") ? Stream.of(Fixtures.bytes(n)) : Sample.messages(n).stream())
        .toList();
  }

  private static byte[] mutate(byte[] datagram, Random random) {
    byte[] mutated = Arrays.copyOf(datagram, datagram.length);
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
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

  private void readAll(byte[] datagram, boolean print) {
    MessageWalker walker = Fixtures.walker(datagram);
    while (step(walker)) {
      counted(() -> tree(walker, print));
      counted(() -> read(conntrack.wrap(walker)));
      counted(() -> read(expectation.wrap(walker)));
      if (walker.subsystem() == 3) {
        counted(() -> packet(walker));
      }
    }
  }

  private boolean step(MessageWalker walker) {
    try {
      return walker.next();
    } catch (MalformedMessage e) {
      malformed.merge(e.why(), 1, Integer::sum);
      return false;
    }
  }

  private void counted(Runnable reading) {
    try {
      reading.run();
      values++;
    } catch (MalformedMessage e) {
      malformed.merge(e.why(), 1, Integer::sum);
    }
  }

  private void tree(MessageWalker walker, boolean print) {
    AttributeTree tree = AttributeTree.of(walker);
    tree.writeTo(builder.reset());
    sum += print ? tree.toString().length() : 0;
  }

  private void packet(MessageWalker walker) {
    Attributes attributes = walker.attributes(new Attributes());
    while (attributes.next()) {
      if (attributes.type() == 11) {
        read(conntrack.wrapNest(attributes, Family.INET));
      }
    }
  }

  private void read(ConntrackMessage message) {
    sum += message.status() + message.id() + message.mark() + message.timeout() + message.zone();
    sum += message.use() + message.eventTime() + message.event().ordinal();
    sum += message.original().sourceLow() + message.reply().destinationHigh();
    sum += message.protocolState();
    sum += message.helperNameHash() + (message.helperNameEquals("ftp") ? 1 : 0);
    sum += message.toConntrack().hashCode() + message.toConnection().hashCode();
  }

  private void read(ExpectMessage message) {
    sum += message.timeout() + message.flags() + message.policyClass() + message.zone();
    sum += message.toExpectation().hashCode();
  }
}
