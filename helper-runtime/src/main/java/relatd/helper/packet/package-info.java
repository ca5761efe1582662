// SPDX-License-Identifier: Apache-2.0
/// Packets as queues and captures deliver them, from the IP header on: reading, rewriting,
/// checksums.
///
/// [relatd.helper.packet.PacketView] is a flyweight over foreign bytes, valid until they change;
/// [relatd.helper.packet.PacketEditor] owns the buffer that it writes. One owner per object, no
/// threads.
package relatd.helper.packet;
