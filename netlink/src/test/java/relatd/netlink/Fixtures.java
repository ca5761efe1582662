// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The messages of testdata/netlink, captured from three kernels and from the C libraries.
public final class Fixtures {
  private static final Path ROOT = Path.of(System.getProperty("relatd.testdata"), "netlink");

  private Fixtures() {}

  /// Names of all files, sorted.
  public static List<String> names() {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".hex"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String name) {
    return HexFormat.of()
        .parseHex(
            lines(ROOT.resolve(name)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .collect(Collectors.joining()));
  }

  /// A datagram in memory of exactly its size, so that reading beyond it fails.
  public static MemorySegment segment(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }

  public static MessageWalker walker(byte[] bytes) {
    return new MessageWalker().wrap(segment(bytes), 0, bytes.length);
  }

  /// A walker on the first message of a file.
  public static MessageWalker message(String name) {
    MessageWalker walker = walker(bytes(name));
    walker.next();
    return walker;
  }

  /// The text beside each file: its lines, each with its end.
  public static Map<String, String> decoded() {
    Map<String, String> texts = new LinkedHashMap<>();
    String name = null;
    for (String line : lines(ROOT.resolve("decoded.txt"))) {
      if (line.startsWith("=== ")) {
        name = line.substring(4);
        texts.put(name, "");
      } else if (!line.isEmpty()) {
        texts.merge(name, line + "\n", String::concat);
      }
    }
    return texts;
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
