// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;

/// A foretold connection: what `CTA_EXPECT_*` says of it.
///
/// @param master original tuple of the connection that announced it
/// @param tuple original tuple of the connection to come
/// @param mask which parts of the tuple's source count
/// @param zone zone of the master; 0 is the default zone
/// @param timeout seconds: remaining in what the kernel sends; 0 = the policy's value in what we
///   create
/// @param id the kernel's opaque id; 0 in what we create
/// @param flags [#PERMANENT], [#INACTIVE], [#USERSPACE]
/// @param policyClass position of the policy among its helper's
/// @param helper name of the master's helper; empty where it is not said
/// @param function name of the kernel function that sets up the expected connection
///   ([#NAT_FOLLOW_MASTER], `sip` ...); empty for none
public record Expectation(
    Tuple master,
    Tuple tuple,
    TupleMask mask,
    int zone,
    int timeout,
    int id,
    int flags,
    int policyClass,
    Optional<Nat> nat,
    String helper,
    String function) {

  /// Not consumed by the first connection that matches.
  public static final int PERMANENT = 1;

  /// Never matches (the kernel's own bookkeeping).
  public static final int INACTIVE = 2;

  /// Made from userspace; kernels accept and strip it.
  public static final int USERSPACE = 4;

  /// The expect function that translates as the master is translated.
  public static final String NAT_FOLLOW_MASTER = "nat-follow-master";

  /// The expect function of nf_nat_sip, of use for any protocol: leads to the saved endpoint and
  /// leaves a foreign source alone.
  public static final String NAT_SIP = "sip";

  /// `CTA_EXPECT_NAT`: what the expected connection is translated to.
  ///
  /// @param direction direction of the expected connection in which the translation was announced
  /// @param saved the announced endpoint before translation
  public record Nat(Direction direction, Endpoint saved) {}

  /// The same expectation, one for the kernel: same tuple, mask, class and master.
  public boolean isSameAs(Expectation other) {
    return tuple.equals(other.tuple)
        && mask.equals(other.mask)
        && master.equals(other.master)
        && policyClass == other.policyClass
        && zone == other.zone;
  }

  public boolean isPermanent() {
    return (flags & PERMANENT) != 0;
  }

  /// The same offer on another destination port, as a port search tries them.
  public Expectation toPort(int port) {
    Tuple moved =
        new Tuple(
            tuple.source(),
            tuple.destination(),
            tuple.protocol(),
            new Layer4.Ports(tuple.sourcePort(), port),
            tuple.zone());
    return new Expectation(
        master, moved, mask, zone, timeout, id, flags, policyClass, nat, helper, function);
  }

  /// The same expectation under another policy of its helper.
  public Expectation inClass(int number) {
    return new Expectation(
        master, tuple, mask, zone, timeout, id, flags, number, nat, helper, function);
  }

  /// The same expectation, naming another helper for the connection to come.
  public Expectation namingHelper(String name) {
    return new Expectation(
        master, tuple, mask, zone, timeout, id, flags, policyClass, nat, name, function);
  }

  /// The same expectation, set up by another function of the kernel.
  public Expectation by(String function) {
    return new Expectation(
        master, tuple, mask, zone, timeout, id, flags, policyClass, nat, helper, function);
  }

  public Expectation withTimeout(int seconds) {
    return new Expectation(
        master, tuple, mask, zone, seconds, id, flags, policyClass, nat, helper, function);
  }
}
