// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;

/// What clients and server said to each other, and what the router's kernel counted meanwhile.
///
/// @param answered commands that were answered
/// @param packets that were queued
/// @param expectations that were created
record Exchanges(long answered, double seconds, long packets, long expectations) {
  /// A command and an answer; acknowledgements travel with them or come besides.
  private static final int PACKETS = 2;

  /// A few are under way when the clients stop.
  private static final double NEARLY_ALL = 0.9;

  double perSecond() {
    return answered / seconds;
  }

  /// That they passed through the queue: figures of packets that nobody read would be good ones.
  Exchanges read() throws IOException {
    if (answered == 0 || packets < NEARLY_ALL * PACKETS * answered) {
      throw new IOException("%d exchanges, but %d packets queued".formatted(answered, packets));
    }
    return this;
  }

  /// That each was understood.
  Exchanges expected() throws IOException {
    if (expectations < NEARLY_ALL * answered) {
      throw new IOException("%d exchanges, but %d expectations".formatted(answered, expectations));
    }
    return read();
  }
}
