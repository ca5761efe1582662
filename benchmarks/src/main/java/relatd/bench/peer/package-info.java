// SPDX-License-Identifier: Apache-2.0
/// Two daemons of one kind beside two of the other, through the same scenarios in the same run:
/// `benchmarks/peer`.
///
/// ```
///  Comparison ─► Scenario (one file each) ─► Cluster: fw-1, fw-2 in namespaces ─► Node: a daemon
///      │                                        └► Load: connections in fw-1's kernel
///      │                 └► Router: client, router, server ─► QueueReader: Node, or Floor in C
///      │                                        └► FtpTalk: control connections through the router
///      └► Outcome: samples by row ─► Table, Plot (SVG)
/// ```
///
/// Runs as root on the class path. Namespaces, processes and files are its own and are removed.
package relatd.bench.peer;
