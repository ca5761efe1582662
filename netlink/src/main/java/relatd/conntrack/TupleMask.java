// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Which parts of an expected tuple's source count: the kernel compares destination and protocol
/// always in full and ignores the rest of the mask (kernel-side `struct nf_conntrack_tuple_mask`).
///
/// @param source bits of the source address that must agree
/// @param sourcePort bits of the source port that must agree: 0 (any) or 0xffff
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
}
