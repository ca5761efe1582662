// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

/// What a queue's socket has seen.
///
/// @param packets handed on
/// @param malformed messages that could not be read
/// @param refused errors that the kernel answered verdicts with: the packet was gone
/// @param overruns reads that failed because the receive buffer had overflowed
/// @param lost packets that found no room in the receive buffer: dropped, or accepted when the
///   queue fails open
public record QueueCounters(long packets, long malformed, long refused, long overruns, long lost) {}
