// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What the tests of this package do with bytes.
final class Wire {
  private Wire() {}

  static SyncWalker datagram(byte[] bytes, WireCounters counters) {
    return new SyncWalker(counters).wrapDatagram(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /// Every well-formed message of our version, one by one, header included.
  static List<byte[]> messages(byte[] datagram) {
    SyncWalker walker = datagram(datagram, new WireCounters());
    List<byte[]> messages = new ArrayList<>();
    while (walker.next()) {
      messages.add(bytes(walker.message()));
    }
    return messages;
  }

  static byte[] bytes(SyncMessage message) {
    return message.buffer().asSlice(message.offset(), message.length()).toArray(JAVA_BYTE);
  }

  /// The attributes of a data message.
  static byte[] image(SyncMessage message) {
    return message
        .buffer()
        .asSlice(message.attributes(), message.attributesLength())
        .toArray(JAVA_BYTE);
  }

  /// Messages of the C daemon: all captures but those in which a script plays one node.
  static List<byte[]> originals() {
    return Capture.ofSync().stream()
        .flatMap(name -> Capture.of(name).payloads().stream().filter(p -> isOriginal(name, p)))
        .flatMap(payload -> messages(payload.bytes()).stream())
        .toList();
  }

  private static boolean isOriginal(String name, Capture.Payload payload) {
    boolean scripted = name.contains("vectors") || name.contains("fakepeer");
    return !scripted || payload.from().toString().equals("10.99.0.1");
  }
}
