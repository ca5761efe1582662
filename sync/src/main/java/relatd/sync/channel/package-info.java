// SPDX-License-Identifier: Apache-2.0
/// The dedicated links between firewalls: how messages' bytes travel, and what is counted of it.
///
/// ```
///  sync mode ──Datagrams──► MultiChannel ──► the current Channel ~~~~► peer
///  sync mode ◄──Receiver─── every Channel (all links are read all the time)
///
///  Channel = MulticastChannel | UdpChannel    own sockets, batches, UDP GSO where the kernel has it
///          | TcpChannel                       one connection to write on, one to read from
///          | LossyChannel                     around another one: drops, doubles, reorders, delays
///          | MemoryChannel                    two ends in one process
/// ```
///
/// The sync engine and its modes call this; it calls [relatd.posix] and
/// [relatd.netlink.LinkMonitor] and knows neither messages nor sequence numbers. A channel is
/// opened from a [relatd.conf.Link] record. Everything belongs to the loop's thread; sending never
/// waits longer than some milliseconds, receiving never. What a [relatd.sync.channel.Receiver] is
/// shown is valid during the call. Sending and receiving over sockets allocate nothing.
package relatd.sync.channel;
