// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process may do, as the kernel says (proc(5), capabilities(7)).
public final class Privilege {
  private static final int CAP_NET_ADMIN = 12;
  private static final Path STATUS = Path.of("/proc/self/status");

  /// What to do without it.
  public static final String CURE =
      "this needs CAP_NET_ADMIN: run it as root, or grant the capability";

  private Privilege() {}

  /// Whether conntracks, queues and helpers may be asked for at all. True where it cannot be known:
  /// the kernel has the last word.
  public static boolean mayAdministerNetwork() {
    try {
      return Files.readString(STATUS, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("CapEff:"))
          .map(line -> new BigInteger(line.substring(7).strip(), 16).testBit(CAP_NET_ADMIN))
          .findFirst()
          .orElse(true);
    } catch (IOException | NumberFormatException e) {
      return true;
    }
  }
}
