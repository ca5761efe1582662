// SPDX-License-Identifier: Apache-2.0
/// What `conntrackd -i` and `-e` show: the entries of a cache as lines, XML or JSON, straight from
/// their wire images, byte for byte as conntrackd 1.4.7 prints them.
///
/// ```
///  CacheCursor ── step(room) ──► DumpPrinter ── one entry ──► EntryLine ──► LineBuffer
///                                    │                       (format, kind)     │
///                                    └──────────── native buffer ◄── whole line ┘
///                                                       │
///                                     the client's socket, as fast as it reads
/// ```
///
/// Where there is no internal cache, [KernelPrinter] shows the kernel's own table instead. What
/// statistics mode logs is an [EndedLine].
///
/// The control socket calls this; it calls caches and wire, and knows no socket. After construction
/// nothing is allocated, however many entries there are. Where a name came from a peer, what cannot
/// be printed becomes `?`. All objects belong to the loop's thread.
///
/// The images lack what is not on the wire, so that internal entries show less than the original's:
/// GRE's keys and UDP-Lite's ports are 0; identifiers that NAT replaced, zones of one direction,
/// security contexts and kernel time stamps are not shown.
package relatd.sync.dump;
