// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

/// One captured frame.
///
/// @param number counted from 1
/// @param nanos time of capture since the epoch
/// @param linkType what the bytes begin with, a `LINKTYPE_` number of the pcap formats
public record Frame(int number, long nanos, int linkType, byte[] bytes) {}
