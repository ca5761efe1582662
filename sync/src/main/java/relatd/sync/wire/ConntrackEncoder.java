// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;

/// Makes the wire image of a conntrack: the attributes of a message without the header before them,
/// in the bytes and the order of conntrackd 1.4.7.
///
/// NEW, UPDATE and DELETE messages have the same content: everything that is known. An image
/// therefore serves all three, each resend, and the cache; what a later event does not repeat stays
/// known by making the new image *over* the one before.
///
/// Encoding allocates nothing, but from a record. Not thread-safe: its owner is the loop's thread.
public final class ConntrackEncoder {
  /// No image is longer; whoever has an image written gives that much room.
  public static final int MAX_IMAGE = 1312;

  private final WireOptions options;
  private final ConntrackDraft draft = new ConntrackDraft();
  private final ConntrackEvent event = new ConntrackEvent(draft);
  private final AttributeWriter out = new AttributeWriter();

  public ConntrackEncoder(WireOptions options) {
    this.options = options;
  }

  /// Makes the image of what an event or a dump says.
  ///
  /// @return bytes written at `offset`
  /// @throws relatd.netlink.MalformedMessage when a nest inside is damaged; nothing is written
  public int encode(ConntrackMessage message, MemorySegment into, long offset) {
    draft.clear();
    event.fill(message);
    return write(into, offset);
  }

  /// Makes the image of what an event or a dump says of an entry whose image is known.
  ///
  /// @param before image of the same connection; may lie where the new one is written
  public int encodeOver(
      ConntrackWire before, ConntrackMessage message, MemorySegment into, long offset) {
    draft.clear();
    fill(before);
    event.fill(message);
    return write(into, offset);
  }

  /// Makes the image of what a peer says, where [ConntrackWire#isComplete].
  public int encode(ConntrackWire wire, MemorySegment into, long offset) {
    draft.clear();
    fill(wire);
    return write(into, offset);
  }

  /// Makes the image of what a peer says of an entry whose image is known.
  ///
  /// @param before image of the same connection; may lie where the new one is written
  public int encodeOver(ConntrackWire before, ConntrackWire wire, MemorySegment into, long offset) {
    draft.clear();
    fill(before);
    fill(wire);
    return write(into, offset);
  }

  /// Makes the image of a record.
  public int encode(Conntrack entry, MemorySegment into, long offset) {
    draft.clear();
    new ConntrackRecord(entry).fill(draft);
    return write(into, offset);
  }

  private int write(MemorySegment into, long offset) {
    draft.write(out.wrap(into, offset), options);
    return out.length();
  }

  private void fill(ConntrackWire wire) {
    AttributeTable table = wire.table();
    draft.original.setOriginal(wire);
    if (wire.hasMaster()) {
      draft.master.set(wire.master());
    }
    fillNumbers(table);
    fillTranslation(table, wire.original().family() == Family.INET6);
    draft.helper.set(table, HELPER_NAME);
    if (table.has(NAT_SEQ_ADJ)) {
      draft.know(NAT_SEQ_ADJ);
      fillWords(table, NAT_SEQ_ADJ, draft.adjustment);
    }
    if (table.has(SYNPROXY)) {
      draft.know(SYNPROXY);
      fillWords(table, SYNPROXY, draft.synProxy);
    }
    if (table.has(LABELS)) {
      draft.labelsLength = table.length(LABELS);
      MemorySegment.copy(
          table.buffer(),
          WireLayout.U8,
          table.payload(LABELS),
          draft.labels,
          0,
          draft.labelsLength);
    }
  }

  private void fillNumbers(AttributeTable table) {
    fillWord(table, STATUS);
    fillWord(table, TIMEOUT);
    fillWord(table, MARK);
    fillWord(table, SCTP_VTAG_ORIG);
    fillWord(table, SCTP_VTAG_REPL);
    fillByte(table, TCP_STATE);
    fillByte(table, TCP_WSCALE_ORIG);
    fillByte(table, TCP_WSCALE_REPL);
    fillByte(table, SCTP_STATE);
    fillByte(table, DCCP_STATE);
    fillByte(table, DCCP_ROLE);
    if (table.has(ZONE)) {
      draft.set(ZONE, table.u16(ZONE));
    }
  }

  private void fillTranslation(AttributeTable table, boolean inet6) {
    int source = inet6 ? SNAT_IPV6 : SNAT_IPV4;
    if (table.has(source)) {
      draft.know(source);
      draft.target.setSource(table.addressHigh(source, inet6), table.addressLow(source, inet6));
    }
    int destination = inet6 ? DNAT_IPV6 : DNAT_IPV4;
    if (table.has(destination)) {
      draft.know(destination);
      draft.target.setDestination(
          table.addressHigh(destination, inet6), table.addressLow(destination, inet6));
    }
    if (table.has(SPAT_PORT)) {
      draft.set(SPAT_PORT, table.swapped(SPAT_PORT));
    }
    if (table.has(DPAT_PORT)) {
      draft.set(DPAT_PORT, table.swapped(DPAT_PORT));
    }
  }

  private static void fillWords(AttributeTable table, int number, int[] words) {
    for (int i = 0; i < words.length; i++) {
      words[i] = table.u32(number, i * 4);
    }
  }

  private void fillWord(AttributeTable table, int number) {
    if (table.has(number)) {
      draft.set(number, table.u32(number));
    }
  }

  private void fillByte(AttributeTable table, int number) {
    if (table.has(number)) {
      draft.set(number, table.u8(number));
    }
  }
}
