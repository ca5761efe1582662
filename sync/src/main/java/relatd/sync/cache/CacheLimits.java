// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// How large a cache is meant to be.
///
/// @param hashSize `HashSize`: how many entries to be ready for; a hint
/// @param hashLimit `HashLimit`: how many entries there may be, unsigned
/// @param seed secret of the hash function
public record CacheLimits(int hashSize, int hashLimit, long seed) {}
