// SPDX-License-Identifier: Apache-2.0
/// The wire protocol of state synchronisation, version 1, in the bytes of conntrackd 1.4.7.
///
/// ```
///  datagram, or bytes of a stream
///  +----------------------+----------------------+---------------+
///  | message              | message              | message ...   |   no gaps, no frame around them
///  +----------------------+----------------------+---------------+
///
///  control message: header, with a range (ACK, NACK, RESYNC) or without (ALIVE)
///  +----+----+-------+----------+---------------------+----------+----------+
///  |0001|type| flags | len      | seq                 | from     | to       |
///  +----+----+-------+----------+---------------------+----------+----------+
///
///  data message: header, then the image, which is all that is known of one entry
///  +----+----+-------+----------+---------------------+---------------------+
///  |0001|type| flags | len      | seq                 | len | type | value  |  attribute ...
///  +----+----+-------+----------+---------------------+---------------------+
/// ```
///
/// Receiving: a channel's bytes -> [SyncWalker], which counts what is no message ([WireCounters],
/// one counter per [MalformedWire]) -> [SyncMessage] -> by its type [ConntrackWire] or
/// [ExpectWire], the views that tell key and values. Sending: an event's view -> [ConntrackEncoder]
/// or [ExpectEncoder] -> image, which the cache keeps -> [SyncWriter], which puts a header before
/// it and packs datagrams. [WireText] is for people.
///
/// The sync modes and caches call this; it calls nobody and knows no socket, clock or sequence
/// rule. Views are valid until the bytes below change or they are wrapped again; nothing here is
/// thread-safe: all objects belong to the loop's thread. Per message nothing is allocated. The
/// bytes are a stranger's: any content gives a value or a count.
package relatd.sync.wire;
