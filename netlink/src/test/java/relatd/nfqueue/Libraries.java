// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import relatd.ffi.MissingLibrary;
import relatd.ffi.SharedLibrary;

/// Skips tests that call the C libraries where these are not installed.
final class Libraries {
  private Libraries() {}

  static void require() {
    try {
      SharedLibrary.open("libnetfilter_queue.so.1", "libnetfilter-queue1");
      SharedLibrary.open("libmnl.so.0", "libmnl0");
    } catch (MissingLibrary missing) {
      assumeTrue(false, missing.getMessage());
    }
  }
}
