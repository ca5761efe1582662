// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// One cell of a matrix: a client and a server that talk through the router, and in doing so agree
/// upon a connection that somebody has to foresee. Its text names it.
interface Exchange {

  Service service();

  Family family();

  Translation translation();

  /// Whether control lines are cut into the smallest segments.
  default boolean small() {
    return false;
  }

  /// The programs that it takes.
  List<Requirement> requirements();

  /// Starts the server, which serves all exchanges with an equal one; it ends with the laboratory.
  Peer server();

  /// The client's command line.
  ///
  /// @param host where the client finds the server
  List<String> client(Lab lab, String host);

  /// How long the client may take.
  default Duration patience() {
    return Duration.ofSeconds(40);
  }

  /// Empty when the control connection did its work; else what is missing.
  Optional<String> controlFails(Outcome client);

  /// Empty when everything came over the connection agreed upon; else what is missing. Asked again
  /// for a while when something is.
  Optional<String> dataFails(Lab lab, Outcome client);
}
