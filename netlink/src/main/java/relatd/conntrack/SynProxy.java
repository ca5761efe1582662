// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// What the SYN proxy remembers of a handshake (`CTA_SYNPROXY`). Every entry that was made through
/// netlink has one, of zeros.
///
/// @param initialSequence `CTA_SYNPROXY_ISN`
/// @param initialTimestamp `CTA_SYNPROXY_ITS`
/// @param timestampOffset `CTA_SYNPROXY_TSOFF`
public record SynProxy(int initialSequence, int initialTimestamp, int timestampOffset) {}
