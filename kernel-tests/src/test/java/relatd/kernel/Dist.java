// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Files;
import java.nio.file.Path;

/// The built programs under dist/relatd, the way a user has them.
final class Dist {
  private Dist() {}

  static Path root() {
    return Path.of(System.getProperty("relatd.root", "."), "dist", "relatd").toAbsolutePath();
  }

  static boolean isBuilt() {
    return Files.isExecutable(root().resolve("bin/conntrackd"));
  }

  /// Path of one of the four commands.
  static String command(String face) {
    return root().resolve("bin").resolve(face).toString();
  }
}
