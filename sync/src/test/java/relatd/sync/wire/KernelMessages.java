// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relatd.netlink.MessageWalker;

/// Messages of three kernels: `testdata/netlink/NAME.hex`, hex digits below comment lines.
public final class KernelMessages {
  private static final Path ROOT = Path.of(System.getProperty("relatd.testdata"), "netlink");

  private KernelMessages() {}

  /// Names of the recordings of one kind: `-ct-new-`, `-exp-`.
  public static List<String> named(String part) {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("k") && name.contains(part))
          .map(name -> name.replace(".hex", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A walker in front of a recording's first message.
  public static MessageWalker walker(String name) {
    byte[] bytes = bytes(name);
    return new MessageWalker().wrap(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /// A walker on a recording's first message.
  public static MessageWalker first(String name) {
    MessageWalker walker = walker(name);
    walker.next();
    return walker;
  }

  public static byte[] bytes(String name) {
    try (Stream<String> lines = Files.lines(ROOT.resolve(name + ".hex"))) {
      return HexFormat.of()
          .parseHex(
              lines
                  .filter(line -> !line.startsWith("#"))
                  .map(String::strip)
                  .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
