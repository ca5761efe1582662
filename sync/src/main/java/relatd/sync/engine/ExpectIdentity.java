// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.ctnetlink.ExpectMessage;
import relatd.ctnetlink.TupleView;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.WireTuple;

/// Which expectation: master, expected tuple, mask and class, of which a kernel's table has no two.
/// Ports count where messages say them: with masters that have ports.
final class ExpectIdentity {
  private static final int TUPLES = 3;
  private static final int WORDS = 5;

  private final long[] words = new long[TUPLES * WORDS + 1];
  private final long[] others = new long[TUPLES * WORDS + 1];
  private final ExpectWire image = new ExpectWire();

  void set(ExpectMessage message) {
    boolean ports = Protocol.hasPorts(message.master().protocol());
    read(message.master(), ports, 0);
    read(message.tuple(), ports, WORDS);
    read(message.mask(), ports, 2 * WORDS);
    words[TUPLES * WORDS] = message.policyClass();
  }

  /// @param wire complete
  void set(ExpectWire wire) {
    read(wire, words);
  }

  private static void read(ExpectWire wire, long[] into) {
    boolean ports = Protocol.hasPorts(wire.master().protocol());
    read(wire.master(), ports, into, 0);
    read(wire.tuple(), ports, into, WORDS);
    read(wire.mask(), ports, into, 2 * WORDS);
    into[TUPLES * WORDS] = wire.policyClass();
  }

  private void read(TupleView tuple, boolean ports, int at) {
    words[at] = tuple.sourceHigh();
    words[at + 1] = tuple.sourceLow();
    words[at + 2] = tuple.destinationHigh();
    words[at + 3] = tuple.destinationLow();
    words[at + 4] =
        rest(
            tuple.family(),
            tuple.protocol(),
            ports ? tuple.sourcePort() : 0,
            ports ? tuple.destinationPort() : 0);
  }

  private static void read(WireTuple tuple, boolean ports, long[] into, int at) {
    into[at] = tuple.sourceHigh();
    into[at + 1] = tuple.sourceLow();
    into[at + 2] = tuple.destinationHigh();
    into[at + 3] = tuple.destinationLow();
    into[at + 4] =
        rest(
            tuple.family(),
            tuple.protocol(),
            ports ? tuple.sourcePort() : 0,
            ports ? tuple.destinationPort() : 0);
  }

  private static long rest(Family family, int protocol, int source, int destination) {
    return (long) family.number() << 40 | (long) protocol << 32 | (long) source << 16 | destination;
  }

  int hash(KeyHash function) {
    long state = function.start();
    for (long word : words) {
      state = function.mix(state, word);
    }
    return function.end(state);
  }

  boolean matches(MemorySegment buffer, long offset, int length) {
    image.wrap(buffer, offset, length);
    read(image, others);
    for (int i = 0; i < words.length; i++) {
      if (words[i] != others[i]) {
        return false;
      }
    }
    return true;
  }
}
