// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// How many expectations of one class a connection may have, and for how long.
///
/// @param name of the class; mostly the helper's own name
/// @param expectMax 0 = no limit of its own
/// @param expectTimeout seconds
public record HelperPolicy(String name, int expectMax, int expectTimeout) {}
