// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// What a tuple says of layer 4 beside the protocol number (`CTA_TUPLE_PROTO`).
public sealed interface Layer4 {

  /// TCP, UDP, UDP-Lite, SCTP, DCCP ports, or the two keys of GRE: 16 bits each.
  record Ports(int source, int destination) implements Layer4 {}

  /// ICMP or ICMPv6.
  ///
  /// @param id echo identifier, 16 bits
  /// @param type message type of this direction
  record Icmp(int id, int type, int code) implements Layer4 {}

  /// A protocol that the kernel tracks by addresses alone.
  record None() implements Layer4 {}

  None NONE = new None();
}
