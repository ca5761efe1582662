// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.conntrack.Family;

/// One application protocol. Stateless and immutable, so that all queues share it; found with
/// [java.util.ServiceLoader].
public interface Helper {

  /// What the kernel, nfct and `CT --helper` call it; at most 15 characters.
  String name();

  /// What it can be attached to; nfct and the configuration refuse the rest.
  Set<Transport> transports();

  /// Address families that it knows.
  default Set<Family> families() {
    return Set.of(Family.INET, Family.INET6);
  }

  /// Ports of its servers by custom (IANA): for printed rules and for replay, never for deciding
  /// what a live packet is.
  Set<Integer> ports();

  /// The classes of its expectations: position = class. At most four. The configuration may
  /// override the numbers.
  List<Policy> policies();

  /// The longest message worth seeing whole, in bytes. More unread bytes than this are a gap.
  int window();

  /// Bytes of private data to register with the kernel (at most 32); equal to the C helper's, so
  /// that both can share a registration.
  int privateBytes();

  /// Whether connections that an expectation foretold are to be inspected too (signalling that
  /// moves to a new connection).
  default boolean followsExpected() {
    return false;
  }

  /// Whether its payloads name endpoints, which a translation has to change there. A datagram of a
  /// protocol that names none may be read after it has passed.
  default boolean namesEndpoints() {
    return true;
  }

  /// Whether what it refuses, and that it stops reading, is an event in a replay's JSON. Not where
  /// foreign addresses are the protocol's daily talk and mean nothing; the text tells it as
  /// `ignore`, log and counters of a running engine treat all helpers alike.
  default boolean refusalsAreEvents() {
    return true;
  }

  /// Begins a connection. Called once per connection; the session belongs to the caller.
  ///
  /// @param options what the configuration says for this helper
  Session open(Connection master, Options options);
}
