// SPDX-License-Identifier: Apache-2.0
/// The vocabulary of connection tracking as records and enums: tuples, connections, table entries,
/// expectations.
///
/// Every other package speaks in these values. They own what they hold, never change and may cross
/// threads.
package relatd.conntrack;
