// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Builds expectations from the facts at hand. The standard offer: the sender invites its peer to
/// connect to a port of its own.
///
/// ```
///   tuple   source = the sender's peer, any port    destination = the sender as the peer knows it, the offered port
///   mask    the source's address in full
///   NAT     (only where the connection is translated) back to the sender's own address and port, nat-follow-master
/// ```
public final class Offer {
  private final Connection master;
  private final Direction sender;
  private final Transport transport;
  private final int port;
  private int policyClass;
  private int flags;
  private int timeout;
  private boolean anySource;
  private String helper = "";
  private Address host;

  private Offer(Connection master, Direction sender, Transport transport, int port) {
    this.master = master;
    this.sender = sender;
    this.transport = transport;
    this.port = port;
    this.host = master.publicSelf(sender).address();
  }

  /// The sender of this direction listens on a port.
  public static Offer by(Connection master, Direction sender, Transport transport, int port) {
    return new Offer(master, sender, transport, port);
  }

  /// Position of the policy in [Helper#policies]; 0 unless said.
  public Offer policyClass(int number) {
    policyClass = number;
    return this;
  }

  /// Not consumed by the first connection.
  public Offer permanent() {
    flags |= Expectation.PERMANENT;
    return this;
  }

  /// Anybody may connect, not only the peer.
  public Offer fromAnybody() {
    anySource = true;
    return this;
  }

  /// The connection to come is inspected by this helper, too ([Helper#followsExpected]).
  public Offer followedBy(String helper) {
    this.helper = helper;
    return this;
  }

  /// The peer shall connect to this address. One of the sender's own leads to the sender's public
  /// self, whichever was named.
  public Offer at(Address address) {
    boolean own =
        address.family() != master.family() || address.equals(master.realSelf(sender).address());
    host = own ? master.publicSelf(sender).address() : address;
    return this;
  }

  /// Seconds instead of the policy's.
  public Offer timeout(int seconds) {
    timeout = seconds;
    return this;
  }

  public Expectation build() {
    Address source = anySource ? Address.any(master.family()) : master.peer(sender).address();
    TupleMask mask =
        anySource ? TupleMask.anySource(master.family()) : TupleMask.anyPort(master.family());
    Tuple tuple =
        Tuple.ofPorts(transport.number(), new Endpoint(source, 0), new Endpoint(host, port));
    Optional<Expectation.Nat> nat =
        master.isNat()
            ? Optional.of(
                new Expectation.Nat(
                    sender.opposite(), new Endpoint(master.realSelf(sender).address(), port)))
            : Optional.empty();
    return new Expectation(
        master.original(),
        tuple,
        mask,
        master.zone(),
        timeout,
        0,
        flags,
        policyClass,
        nat,
        helper,
        nat.isPresent() ? Expectation.NAT_FOLLOW_MASTER : "");
  }
}
