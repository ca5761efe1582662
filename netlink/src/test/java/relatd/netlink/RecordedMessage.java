// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A message as a kernel sent it or a C library wrote it: `testdata/netlink/NAME.hex`, hex digits
/// below comment lines.
public final class RecordedMessage {
  private RecordedMessage() {}

  public static byte[] bytes(String name) {
    try (Stream<String> lines = Files.lines(folder().resolve(name + ".hex"))) {
      return HexFormat.of()
          .parseHex(
              lines
                  .filter(line -> !line.startsWith("#"))
                  .map(String::strip)
                  .collect(Collectors.joining()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// In native memory of exactly its size, so that reading beyond it fails.
  public static MemorySegment segment(byte[] bytes) {
    MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, bytes.length), 8);
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
    return segment.asSlice(0, bytes.length);
  }

  /// A walker that stands on the first message.
  public static MessageWalker walk(String name) {
    byte[] bytes = bytes(name);
    MessageWalker walker = new MessageWalker().wrap(segment(bytes), 0, bytes.length);
    if (!walker.next()) {
      throw new IllegalArgumentException(name + " holds no message");
    }
    return walker;
  }

  /// Names of the recordings that contain some text.
  public static List<String> named(String part) {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString().replace(".hex", ""))
          .filter(name -> name.contains(part))
          .sorted()
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// Shows a reader every beginning of a message, with its stated length and with the true one, and
  /// every copy with one bit turned over. It may answer anything or throw [MalformedMessage];
  /// whatever else it throws comes through.
  public static void damage(String name, Consumer<MessageWalker> reader) {
    byte[] whole = bytes(name);
    for (int size = 0; size < whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      show(cut, reader);
      if (size >= 4) {
        cut[0] = (byte) size;
        cut[1] = (byte) (size >>> 8);
        show(cut, reader);
      }
    }
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] turned = whole.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      show(turned, reader);
    }
  }

  private static void show(byte[] bytes, Consumer<MessageWalker> reader) {
    MessageWalker walker = new MessageWalker().wrap(segment(bytes), 0, bytes.length);
    try {
      while (walker.next()) {
        reader.accept(walker);
      }
    } catch (MalformedMessage _) {
      // as promised
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("relatd.testdata"), "netlink");
  }
}
