// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.*;
import static relatd.netlink.NetlinkFlags.*;
import static relatd.sync.wire.ConntrackAttribute.*;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import relatd.conntrack.Status;
import relatd.netlink.MessageBuilder;

/// Writes what an image says as a request to the kernel, without a record between them.
///
/// The kernel takes a translation only as a range beside an untranslated reply tuple, and sequence
/// adjustments only with it; it decides about several status bits itself and refuses others.
public final class ConntrackRequest {
  /// Leave the helper out: this node does not have it, or the entry was made without one.
  public static final int WITHOUT_HELPER = 1;

  /// Leave the status out: the kernel's has advanced beyond it, and may not go back.
  public static final int WITHOUT_STATUS = 2;

  /// Leave the labels out: no rule here uses any.
  public static final int WITHOUT_LABELS = 4;

  /// What is longer than the longest request, in bytes: IPv6, master, both translations, labels.
  public static final int MAX_REQUEST = 1024;

  /// What the kernel refuses (EXPECTED, DYING: EBUSY) or decides on its own.
  private static final int NOT_OURS =
      Status.EXPECTED
          | Status.NAT_MASK
          | Status.SEQ_ADJUST
          | Status.SRC_NAT_DONE
          | Status.DST_NAT_DONE
          | Status.DYING
          | Status.TEMPLATE
          | Status.UNTRACKED
          | Status.HELPER
          | Status.OFFLOAD
          | Status.HW_OFFLOAD;

  private static final int KERNEL_LABEL_WORDS = 4;
  private static final ValueLayout.OfInt HOST_WORD = ValueLayout.JAVA_INT_UNALIGNED;

  private final MessageBuilder to;
  private final TupleRequest tuples;
  private final TextRequest texts;
  private final ProtocolRequest protocols;
  private final TranslationRequest translations;
  private final MemorySegment labels = MemorySegment.ofArray(new byte[KERNEL_LABEL_WORDS * 4]);

  /// @param liberal whether TCP packets outside the window pass, which cannot be carried over
  public ConntrackRequest(MessageBuilder to, boolean liberal) {
    this.to = to;
    this.tuples = new TupleRequest(to);
    this.texts = new TextRequest(to);
    this.protocols = new ProtocolRequest(to, liberal);
    this.translations = new TranslationRequest(to);
  }

  /// Whether one request can make the entry or change the one that exists. Translation and master
  /// cannot be changed: an entry that has them is made anew.
  public static boolean canUpdate(ConntrackWire entry) {
    return !entry.hasMaster() && !TranslationRequest.isTranslated(entry);
  }

  /// Makes an entry, or changes the one that exists unless `NLM_F_EXCL` is among the flags.
  ///
  /// @param entry complete
  /// @param timeout seconds, which the kernel requires
  /// @param omit of [#WITHOUT_HELPER], [#WITHOUT_STATUS], [#WITHOUT_LABELS]
  public void create(ConntrackWire entry, int timeout, int omit, int sequence, int flags) {
    AttributeTable table = entry.table();
    begin(entry, IPCTNL_MSG_CT_NEW, NLM_F_CREATE | flags, sequence);
    tuples.putReply(entry);
    if (entry.hasMaster()) {
      tuples.put(CTA_TUPLE_MASTER, entry.master());
    }
    if ((omit & WITHOUT_STATUS) == 0) {
      to.putU32(CTA_STATUS, entry.status() & ~NOT_OURS | Status.CONFIRMED);
    }
    to.putU32(CTA_TIMEOUT, timeout);
    if (entry.hasMark()) {
      to.putU32(CTA_MARK, entry.mark());
    }
    protocols.put(entry);
    translations.put(entry);
    if (entry.hasHelper() && (omit & WITHOUT_HELPER) == 0) {
      long nest = to.nest(CTA_HELP);
      texts.put(CTA_HELP_NAME, table, HELPER_NAME);
      to.endNest(nest);
    }
    putZone(entry);
    if (table.has(LABELS) && (omit & WITHOUT_LABELS) == 0) {
      putLabels(table);
    }
    putSynProxy(table);
    to.end();
  }

  /// Changes an entry that exists, translated or foretold ones too: what cannot be changed stays
  /// out. ENOENT where there is none.
  public void update(ConntrackWire entry, int timeout, int omit, int sequence) {
    AttributeTable table = entry.table();
    begin(entry, IPCTNL_MSG_CT_NEW, 0, sequence);
    if ((omit & WITHOUT_STATUS) == 0) {
      // EXPECTED has to be repeated as the kernel has it.
      int bits = entry.status() & (~NOT_OURS | Status.EXPECTED) | Status.CONFIRMED;
      to.putU32(CTA_STATUS, bits);
    }
    to.putU32(CTA_TIMEOUT, timeout);
    if (entry.hasMark()) {
      to.putU32(CTA_MARK, entry.mark());
    }
    protocols.put(entry);
    translations.putAdjustments(entry);
    putZone(entry);
    if (table.has(LABELS) && (omit & WITHOUT_LABELS) == 0) {
      putLabels(table);
    }
    to.end();
  }

  /// Deletes the entry of the same original tuple.
  public void delete(ConntrackWire entry, int sequence) {
    begin(entry, IPCTNL_MSG_CT_DELETE, 0, sequence);
    putZone(entry);
    to.end();
  }

  /// Asks for the entry of the same original tuple; ACK is set, because no DONE ends the answer.
  public void get(ConntrackWire entry, int sequence) {
    begin(entry, IPCTNL_MSG_CT_GET, NLM_F_ACK, sequence);
    putZone(entry);
    to.end();
  }

  private void begin(ConntrackWire entry, int operation, int flags, int sequence) {
    int type = NFNL_SUBSYS_CTNETLINK << 8 | operation;
    to.begin(type, NLM_F_REQUEST | flags, sequence, entry.family().number(), 0);
    tuples.putOriginal(entry);
  }

  private void putZone(ConntrackWire entry) {
    if (entry.zone() != 0) {
      to.putU16(CTA_ZONE, entry.zone());
    }
  }

  /// Words of 32 label bits each, in network order on the wire and in the host's in the kernel.
  private void putLabels(AttributeTable table) {
    int words = Math.min(KERNEL_LABEL_WORDS, table.length(LABELS) / 4);
    for (int word = 0; word < words; word++) {
      labels.set(HOST_WORD, word * 4L, table.u32(LABELS, word * 4));
    }
    to.putBytes(CTA_LABELS, labels, 0, words * 4);
  }

  /// Peers send zeros for every entry that was once made through ctnetlink; they mean nothing.
  private void putSynProxy(AttributeTable table) {
    int timestamp = table.u32(SYNPROXY, 0);
    int sequence = table.u32(SYNPROXY, 4);
    int offset = table.u32(SYNPROXY, 8);
    if ((timestamp | sequence | offset) != 0) {
      long nest = to.nest(CTA_SYNPROXY);
      to.putU32(CTA_SYNPROXY_ISN, sequence);
      to.putU32(CTA_SYNPROXY_ITS, timestamp);
      to.putU32(CTA_SYNPROXY_TSOFF, offset);
      to.endNest(nest);
    }
  }
}
