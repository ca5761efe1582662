// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.netlink.AttributeTree;
import relatd.netlink.Attributes;
import relatd.netlink.Fixtures;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;

/// Shorthand of this package's tests.
final class Sample {
  private static final int NFQA_CT = 11;

  private Sample() {}

  static Endpoint end(String address, int port) {
    return new Endpoint(Address.of(address), port);
  }

  static Conntrack conntrack(String file) {
    return new ConntrackMessage().wrap(Fixtures.message(file)).toConntrack();
  }

  static Expectation expectation(String file) {
    return new ExpectMessage().wrap(Fixtures.message(file)).toExpectation();
  }

  /// What a writer wrote, without padding behind it.
  static byte[] written(Consumer<MessageBuilder> writer) {
    MessageBuilder builder = new MessageBuilder(MemorySegment.ofArray(new byte[8192]));
    writer.accept(builder);
    return builder.buffer().asSlice(0, builder.size()).toArray(ValueLayout.JAVA_BYTE);
  }

  static MessageWalker message(byte[] bytes) {
    MessageWalker walker = Fixtures.walker(bytes);
    walker.next();
    return walker;
  }

  /// A request as text: header line and attributes.
  static String text(byte[] bytes) {
    return AttributeTree.of(message(bytes)).toString();
  }

  /// All messages of a file.
  static List<byte[]> messages(String file) {
    byte[] bytes = Fixtures.bytes(file);
    List<byte[]> messages = new ArrayList<>();
    MessageWalker walker = Fixtures.walker(bytes);
    while (walker.next()) {
      int from = (int) walker.offset();
      messages.add(Arrays.copyOfRange(bytes, from, from + walker.length()));
    }
    return messages;
  }

  static boolean isConntrack(MessageWalker message) {
    int type = message.type();
    return type == 0x0100 || type == 0x0102;
  }

  static boolean isExpectation(MessageWalker message) {
    int type = message.type();
    return type == 0x0200 || type == 0x0202;
  }

  /// The conntrack nest of a queued packet.
  static ConntrackMessage nest(MessageWalker packet, ConntrackMessage into) {
    Attributes attributes = packet.attributes(new Attributes());
    while (attributes.next()) {
      if (attributes.type() == NFQA_CT) {
        return into.wrapNest(attributes, Family.INET);
      }
    }
    throw new AssertionError("no conntrack in this packet");
  }
}
