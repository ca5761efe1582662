// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Which parts of an expected tuple's source count: the kernel compares destination and protocol
/// always in full and ignores the rest of the mask (kernel-side `struct nf_conntrack_tuple_mask`).
///
/// @param source bits of the source address that must agree
/// @param sourcePort bits of the source port (or ICMP identifier) that must agree: 0 (any) or
///   0xffff
public record TupleMask(Address source, int sourcePort) {

  /// A source address in full, any source port.
  public static TupleMask anyPort(Family family) {
    return new TupleMask(Address.allOnes(family), 0);
  }

  /// Any source at all.
  public static TupleMask anySource(Family family) {
    return new TupleMask(Address.any(family), 0);
  }

  /// Whether an arriving tuple is the expected one under this mask.
  public boolean covers(Tuple expected, Tuple arriving) {
    return arriving.protocol() == expected.protocol()
        && arriving.family() == expected.family()
        && arriving.destination().equals(expected.destination())
        && arriving.destinationPort() == expected.destinationPort()
        && arriving.source().and(source).equals(expected.source().and(source))
        && (arriving.sourcePort() & sourcePort) == (expected.sourcePort() & sourcePort);
  }

  /// The mask as the kernel states it in a message: a tuple in which all that it compares in full
  /// is ones.
  public Tuple asTuple(Tuple expected) {
    Layer4 layer4 =
        switch (expected.layer4()) {
          case Layer4.Ports _ -> new Layer4.Ports(sourcePort, 0xffff);
          case Layer4.Icmp _ -> new Layer4.Icmp(sourcePort, 0xff, 0xff);
          case Layer4.None none -> none;
        };
    return new Tuple(source, Address.allOnes(source.family()), expected.protocol(), layer4);
  }
}
