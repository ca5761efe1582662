// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import relatd.conntrack.Address;
import relatd.helper.Transport;

/// A program's port, as a reply names it.
///
/// @param address the server's own where the reply names none, or any (`0.0.0.0`, `::`)
/// @param at place in the message of the port's word, or of the text's first byte
/// @param length of the text; 0 where the port is a word
/// @param host the host's text as it is written; empty where the port is a word
record Mapping(Transport transport, Address address, int port, int at, int length, String host) {

  boolean isWord() {
    return length == 0;
  }

  /// Whether both lead to the same place.
  boolean isSameAs(Mapping other) {
    return transport == other.transport && port == other.port && address.equals(other.address);
  }
}
