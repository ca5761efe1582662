// SPDX-License-Identifier: Apache-2.0
/// The kernel's side of state synchronisation: events in, dumps in, commits and flushes out.
///
/// ```
///  event socket -> EventReader -> EventFilter, Origins -> KernelEvents (views)
///  dump socket  -> KernelDump  -> EventFilter          -> KernelEntries (views)
///  images -> Commit -> RequestBatch (many requests a send, one acknowledgement) -> kernel
/// ```
///
/// The daemon's engine calls this and is called back with views of foreign bytes, which are valid
/// during the call alone. Everything here belongs to the loop's thread; a socket belongs for ever
/// to the network namespace of the thread that opened it. Sockets for events, dumps and requests
/// are never shared: their messages would interleave. Whatever may take long (dump, flush, commit)
/// goes in steps with a budget, so that the loop is never kept from its other descriptors. Per
/// event and per committed entry nothing is allocated.
package relatd.sync.kernel;
