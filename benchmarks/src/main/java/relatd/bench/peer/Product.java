// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A conntrackd: relatd's, or the original.
///
/// @param name in tables
/// @param command of the daemon
record Product(String name, String command) {}
