// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.random.RandomGenerator;

/// The ports to try for an offer under NAT: the wished one, then others of as many digits and the
/// same parity (RTP and RTCP are neighbours), 128 at most. A port below 1024 is tried only when one
/// was wished.
final class PortSearch {
  private static final int TRIES = 128;

  private final RandomGenerator random;
  private int wished;
  private int tries;
  private int low;
  private int span;

  PortSearch(RandomGenerator random) {
    this.random = random;
  }

  /// @param wished the port that the payload names
  /// @param width how many consecutive ports the offer takes
  PortSearch begin(int wished, int width) {
    this.wished = wished;
    tries = 0;
    low = floor(wished);
    int high = Math.min(ceiling(wished), 65_535 - (width - 1));
    span = high - low + 1;
    return this;
  }

  /// The next port; 0 when enough were tried.
  int next() {
    if (tries++ == 0) {
      return wished;
    }
    if (tries > TRIES + 1 || span < 2) {
      return 0;
    }
    int port = low + random.nextInt(span);
    if ((port & 1) != (wished & 1)) {
      port = port + 1 < low + span ? port + 1 : port - 1;
    }
    return port;
  }

  private static int floor(int port) {
    if (port < 1_024) {
      return port < 10 ? 1 : port < 100 ? 10 : port < 1_000 ? 100 : 1_000;
    }
    return port < 10_000 ? 1_024 : 10_000;
  }

  private static int ceiling(int port) {
    if (port < 1_024) {
      return port < 10 ? 9 : port < 100 ? 99 : port < 1_000 ? 999 : 1_023;
    }
    return port < 10_000 ? 9_999 : 65_535;
  }
}
