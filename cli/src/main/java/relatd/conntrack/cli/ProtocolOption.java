// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// What the options of layer 4 protocols set. Which names a protocol has for them says
/// [ProtocolOptions]; here is their order in messages.
enum ProtocolOption implements Switch {
  SOURCE,
  DESTINATION,
  REPLY_SOURCE,
  REPLY_DESTINATION,
  MASK_SOURCE,
  MASK_DESTINATION,
  TUPLE_SOURCE,
  TUPLE_DESTINATION,
  STATE,
  ORIGINAL_TAG,
  REPLY_TAG,
  ROLE,
  ICMP_TYPE,
  ICMP_CODE,
  ICMP_ID
}
