// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.function.Consumer;

/// What one connection has said so far. No clock, no I/O, no threads, no log; may be lost at any
/// time (a restart is just a gap).
public interface Session {

  /// One that finds nothing, for connections that a helper has nothing to say about.
  static Session idle() {
    return (payload, _) -> payload.length();
  }

  /// Looks at the unread bytes of one direction (TCP) or at one datagram (UDP).
  ///
  /// Called again with the same bytes and more behind them when it did not understand all of them.
  /// Decisions concern only what was understood in this call, so that none is made twice. For
  /// datagrams the result is ignored.
  ///
  /// @param payload valid during the call only
  /// @param decisions takes what follows from the bytes, in order
  /// @return how many bytes were understood, from the first on
  int inspect(Payload payload, Consumer<Decision> decisions);

  /// Whether bytes that [#inspect] left unread may be the beginning of an offer. Under NAT such a
  /// segment is held until the rest has come, because the offer may have to be rewritten;
  /// everything else is passed on at once.
  default boolean mayAnnounce(Payload unread) {
    return true;
  }
}
