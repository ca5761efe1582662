// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where the figures come from.
final class Machine {
  private Machine() {}

  static String describe() {
    return """
    machine  %d cores, %s; Linux %s
    Java     %s, SerialGC
    C        %s
    """
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.version"),
            System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
            System.getProperty("relatd.peer.versions", "not measured"));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException unknown) {
      return System.getProperty("os.arch");
    }
  }
}
