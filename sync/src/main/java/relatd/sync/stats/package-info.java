// SPDX-License-Identifier: Apache-2.0
/// Statistics mode (section `Stats`): a mirror of the kernel's conntracks, a line in a log for each
/// that ends, and the sum of what they carried.
///
/// ```
///  EventReader, KernelDump ──► StatsTable ──► Cache "stats"        (-i, -s, -s cache)
///                                  ├────────► TrafficCounters      (-s)
///                                  └────────► StatsLog: StatsFile, syslog
/// ```
///
/// The daemon opens the sockets and calls this; it calls caches and printers. It knows no network
/// and no peer. One thread, the loop's; nothing is allocated per event.
package relatd.sync.stats;
