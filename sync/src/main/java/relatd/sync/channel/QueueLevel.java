// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// How full a queue is: a block of `conntrackd -s queue`.
///
/// @param elements now
/// @param most its capacity
/// @param noSpace elements lost for want of room
public record QueueLevel(int elements, int most, int noSpace) {}
