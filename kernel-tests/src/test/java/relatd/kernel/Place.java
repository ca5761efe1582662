// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Where the firewall stands that a service's control connections meet, in names of chains.
///
/// @param first where conntrack meets their first packet: CT rules stand there, and queue rules
/// @param filter what the agreed connections have to pass
/// @param policy of that chain
enum Place {
  /// On a router between client and server.
  BETWEEN("PREROUTING", "FORWARD", "DROP"),
  /// On the client itself, for what is asked of a group of the link, which no router forwards. TCP
  /// and UDP are refused as on a router; neighbour discovery has to pass.
  CLIENT("OUTPUT", "INPUT", "ACCEPT");

  private final String first;
  private final String filter;
  private final String policy;

  Place(String first, String filter, String policy) {
    this.first = first;
    this.filter = filter;
    this.policy = policy;
  }

  String first() {
    return first;
  }

  String filter() {
    return filter;
  }

  String policy() {
    return policy;
  }

  /// Where a client runs.
  Namespace client(Lab lab) {
    return this == BETWEEN ? lab.client() : lab.router();
  }
}
