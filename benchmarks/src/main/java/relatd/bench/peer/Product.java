// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A conntrackd: relatd's, or the original.
///
/// @param name in tables
/// @param command of the daemon
/// @param original whether it is the one to compare with
record Product(String name, String command, boolean original) {}
