// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

/// How many expectations of one class a connection may have, and for how long.
///
/// @param name at most 15 characters; the kernel and the configuration call it so
/// @param expectMax 0 to 255, 0 = unlimited; one more evicts the oldest of its class
/// @param expectTimeout seconds
public record Policy(String name, int expectMax, int expectTimeout) {}
