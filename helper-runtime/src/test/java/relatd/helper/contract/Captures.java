// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The captures of one helper, each with the text that its replay has to give.
///
/// A pair `NAME.inside.pcap` and `NAME.outside.pcap` is one session on both sides of a translating
/// router.
final class Captures {
  /// One capture.
  record Capture(Path file) {
    String name() {
      return file.getFileName().toString().replaceFirst("\\.pcap(ng)?$", "");
    }

    Path expected() {
      return file.resolveSibling(name() + ".expected");
    }

    /// The same session on the router's other side.
    Optional<Path> otherSide() {
      String name = file.getFileName().toString();
      String other =
          name.contains(".inside.")
              ? name.replace(".inside.", ".outside.")
              : name.replace(".outside.", ".inside.");
      return other.equals(name) ? Optional.empty() : Optional.of(file.resolveSibling(other));
    }
  }

  private Captures() {}

  /// Sorted by name; there is at least one.
  static List<Capture> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Capture> captures =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\.pcap(ng)?"))
              .sorted()
              .map(Capture::new)
              .toList();
      if (captures.isEmpty()) {
        throw new IllegalStateException(directory + " has no capture");
      }
      return captures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
