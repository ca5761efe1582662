// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Whether a daemon practises: it has threads for that, known by their name.
final class Practising {
  private static final String THREAD = "rehearsal";

  private Practising() {}

  /// @param process the daemon's
  static boolean goesOnIn(long process) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
      return threads.anyMatch(thread -> name(thread).equals(THREAD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty for a thread that has just ended.
  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException gone) {
      return "";
    }
  }
}
