// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
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
///
/// A third host that is offered instead ([#at]) gets no NAT: the kernel's function knows the way
/// back to the sender alone, and the connection to come is translated by the rules, if at all.
///
/// An offer to anybody that was made to a group (multicast, broadcast) is translated by the
/// function `sip` instead: nat-follow-master would let the callers appear under the group's
/// address. The kernel has that function where nf_nat_sip is loaded; elsewhere it refuses such an
/// expectation. An offer to the peer may prefer it ([#toSavedEndpoint]); elsewhere the engine lets
/// nat-follow-master do the same.
public final class Offer {
  private final Connection master;
  private final Direction sender;
  private final Transport transport;
  private final int port;
  private final int ownPort;
  private int policyClass;
  private int flags;
  private int timeout;
  private Address source;
  private Address sourceMask;
  private int sourcePort;
  private boolean translated = true;
  private boolean savedEndpoint;
  private String helper = "";
  private Address host;

  private Offer(Connection master, Direction sender, Transport transport, int port, int ownPort) {
    this.master = master;
    this.sender = sender;
    this.transport = transport;
    this.port = port;
    this.ownPort = ownPort;
    this.source = master.peer(sender).address();
    this.sourceMask = Address.allOnes(master.family());
    this.host = master.publicSelf(sender).address();
  }

  /// The sender of this direction listens on a port.
  public static Offer by(Connection master, Direction sender, Transport transport, int port) {
    return new Offer(master, sender, transport, port, port);
  }

  /// The sender listens on the very port that it sends from, which NAT may have changed already.
  public static Offer onOwnPort(Connection master, Direction sender, Transport transport) {
    int port = master.publicSelf(sender).port();
    return new Offer(master, sender, transport, port, master.realSelf(sender).port());
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
    return from(new Options.Network(Address.any(master.family()), Address.any(master.family())));
  }

  /// Everybody of a network may connect, not only the peer.
  public Offer from(Options.Network network) {
    source = network.address().and(network.mask());
    sourceMask = network.mask();
    return this;
  }

  /// Anybody of the group that was asked may answer. With the option `SameNet` these are hosts of
  /// the sender's own network: its /24 or /64, because the mask of its interface is not known here.
  public Offer fromGroup(Options options) {
    if (!options.isOn("SameNet", false)) {
      return fromAnybody();
    }
    int prefix = master.family() == Family.INET ? 24 : 64;
    Address mask = Address.mask(master.family(), prefix);
    return from(new Options.Network(master.publicSelf(sender).address(), mask));
  }

  /// Only from this port.
  public Offer fromPort(int number) {
    sourcePort = number;
    return this;
  }

  /// The payload names an endpoint that no translation hides: the connection to come is left to the
  /// rules of the machine.
  public Offer untranslated() {
    translated = false;
    return this;
  }

  /// Under NAT the kernel's function `sip` is the right one where it exists: besides it keeps the
  /// ports of media that flow both ways between two expected ends.
  public Offer toSavedEndpoint() {
    savedEndpoint = true;
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
    TupleMask mask = new TupleMask(sourceMask, sourcePort == 0 ? 0 : 0xffff);
    Tuple tuple =
        Tuple.ofPorts(
            transport.number(), new Endpoint(source, sourcePort), new Endpoint(host, port));
    Optional<Expectation.Nat> nat =
        master.isNat() && translated && host.equals(master.publicSelf(sender).address())
            ? Optional.of(
                new Expectation.Nat(
                    sender.opposite(), new Endpoint(master.realSelf(sender).address(), ownPort)))
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
        nat.isPresent() ? function() : "");
  }

  private String function() {
    Address asked = master.original().destination();
    boolean group = asked.isMulticast() || asked.isBroadcast();
    boolean peer = sourceMask.equals(Address.allOnes(master.family()));
    return savedEndpoint || group && !peer ? Expectation.NAT_SIP : Expectation.NAT_FOLLOW_MASTER;
  }
}
