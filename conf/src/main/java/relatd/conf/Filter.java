// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;
import java.util.Optional;

/// Which connections the daemon cares for. An entry passes when each rule that is present lets it
/// pass; there are three rules, one for each thing that can be looked at.
///
/// @param inKernel events are filtered by a socket filter in the kernel too (dumps never are)
public record Filter(
    boolean inKernel,
    Optional<Rule<Protocol>> protocols,
    Optional<Rule<Network>> addresses,
    Optional<Rule<TcpState>> tcpStates) {

  public static final Filter NONE =
      new Filter(false, Optional.empty(), Optional.empty(), Optional.empty());

  /// Whether there is nothing to compare with: then the daemon does not mention filtering.
  public boolean isEmpty() {
    return protocols.isEmpty() && addresses.isEmpty() && tcpStates.isEmpty();
  }

  /// @param accept members pass (`Accept`), or all others do (`Ignore`)
  /// @param members not empty, no duplicates, in the order of the file
  public record Rule<T>(boolean accept, List<T> members) {
    public Rule {
      members = List.copyOf(members);
    }
  }

  /// A layer 4 protocol.
  ///
  /// @param name as the file spells it, one of the names in `/etc/protocols`
  /// @param number IANA protocol number
  public record Protocol(String name, int number) {}

  /// States of a tracked TCP connection, numbered as in the kernel's enum tcp_conntrack.
  /// Connections of other protocols pass the rule.
  public enum TcpState {
    SYN_SENT(1),
    SYN_RECV(2),
    ESTABLISHED(3),
    FIN_WAIT(4),
    CLOSE_WAIT(5),
    LAST_ACK(6),
    TIME_WAIT(7),
    CLOSE(8),
    /// The kernel's SYN_SENT2: both sides opened at once.
    LISTEN(9);

    private final int number;

    TcpState(int number) {
      this.number = number;
    }

    /// Value of the kernel's enum tcp_conntrack.
    public int number() {
      return number;
    }
  }
}
