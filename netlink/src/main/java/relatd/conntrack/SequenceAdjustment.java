// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// How far one direction's TCP sequence numbers are shifted (`CTA_SEQ_ADJ_*`), because a payload
/// changed its length.
///
/// @param position sequence number of the latest correction
/// @param before shift below that position, signed bytes
/// @param after shift from that position on, signed bytes
public record SequenceAdjustment(int position, int before, int after) {}
