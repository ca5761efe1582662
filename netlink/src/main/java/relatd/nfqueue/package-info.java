// SPDX-License-Identifier: Apache-2.0
/// Packets that the kernel hands to userspace (NFQUEUE, `nfnetlink_queue`), and their verdicts.
///
/// The helper engine calls it: one [relatd.nfqueue.QueueSocket], [relatd.nfqueue.VerdictBatch] and
/// thread per queue. Packets come in batches and verdicts leave in batches, as the system call is
/// what costs; configuration goes through libnetfilter_queue. [relatd.nfqueue.QueuedPacket] is a
/// view of the socket's buffer, valid until the handler returns. Nothing per packet is allocated.
package relatd.nfqueue;
