// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of `conf/examples`.
final class Examples {

  private Examples() {}

  static List<Path> endingIn(String suffix) {
    Path folder = Path.of(System.getProperty("relatd.root"), "conf", "examples");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts() {
    return endingIn(".conf").stream().map(Examples::text).toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
