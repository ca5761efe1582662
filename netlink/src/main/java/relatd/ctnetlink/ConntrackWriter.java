// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;
import static relatd.netlink.NetlinkFlags.*;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Labels;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.netlink.MessageBuilder;

/// Writes requests about conntracks, each one message, ready to be sent alone or many at once.
///
/// Flags given are added to those that the request needs; whoever batches asks for an
/// acknowledgement (`NLM_F_ACK`) of the last one only ([MessageBuilder#addFlags]).
public final class ConntrackWriter {
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

  private final MessageBuilder to;

  public ConntrackWriter(MessageBuilder to) {
    this.to = to;
  }

  /// Makes an entry; refused with EEXIST where one exists.
  ///
  /// A translation goes as an untranslated reply tuple and ranges; sequence adjustments go only
  /// with a translation. Private data of a userspace helper is lost by the kernel here: follow with
  /// [#updateHelper].
  ///
  /// @param entry with a timeout, which the kernel requires
  public void create(Conntrack entry, TakeOver takeOver, int sequence, int flags) {
    int timeout =
        entry
            .timeout()
            .orElseThrow(
                () -> new IllegalArgumentException("no conntrack is made without a timeout"));
    Translation translation = Translation.of(entry);
    begin(IPCTNL_MSG_CT_NEW, NLM_F_CREATE | NLM_F_EXCL | flags, sequence, entry.original());
    TupleWriter.put(to, CTA_TUPLE_ORIG, entry.original());
    TupleWriter.put(to, CTA_TUPLE_REPLY, translation.reply());
    to.putU32(CTA_STATUS, entry.status().orElse(0) & ~NOT_OURS | Status.CONFIRMED);
    to.putU32(CTA_TIMEOUT, timeout);
    entry.mark().ifPresent(v -> to.putU32(CTA_MARK, v));
    entry.protocolInfo().ifPresent(v -> putProtocolInfo(takeOver.apply(v)));
    translation.source().ifPresent(v -> ConntrackAttributes.putNat(to, CTA_NAT_SRC, v));
    translation.destination().ifPresent(v -> ConntrackAttributes.putNat(to, CTA_NAT_DST, v));
    if (translation.source().isPresent() || translation.destination().isPresent()) {
      ConntrackAttributes.putAdjustments(to, entry);
    }
    entry.helper().ifPresent(v -> ConntrackAttributes.putHelper(to, v));
    entry.zone().ifPresent(v -> to.putU16(CTA_ZONE, v));
    entry.master().ifPresent(v -> TupleWriter.put(to, CTA_TUPLE_MASTER, v));
    entry.synProxy().ifPresent(v -> ConntrackAttributes.putSynProxy(to, v));
    entry.labels().ifPresent(v -> ConntrackAttributes.putLabels(to, CTA_LABELS, v));
    to.end();
  }

  /// SCTP is refused unless it has all three parts; without any it is accepted.
  private void putProtocolInfo(ProtocolInfo info) {
    boolean refused =
        info instanceof ProtocolInfo.Sctp sctp
            && (sctp.originalTag().isEmpty() || sctp.replyTag().isEmpty());
    if (!refused) {
      ProtocolInfoCodec.write(to, info);
    }
  }

  /// Changes an entry that exists, found by its original tuple: sets what the record says and
  /// leaves the rest. Translation and master cannot be changed and are not sent. The status must
  /// repeat EXPECTED, CONFIRMED and DYING as the kernel has them (else EBUSY).
  public void update(Conntrack entry, TakeOver takeOver, int sequence, int flags) {
    update(entry, takeOver, Optional.empty(), sequence, flags);
  }

  /// As [#update], touching only some label bits.
  ///
  /// @param labelMask the bits to change; empty for all. The kernel refuses labels with ENOSPC as
  ///   long as no rule uses any.
  public void update(
      Conntrack entry, TakeOver takeOver, Optional<Labels> labelMask, int sequence, int flags) {
    begin(IPCTNL_MSG_CT_NEW, flags, sequence, entry.original());
    TupleWriter.put(to, CTA_TUPLE_ORIG, entry.original());
    entry.zone().ifPresent(v -> to.putU16(CTA_ZONE, v));
    entry.helper().ifPresent(v -> ConntrackAttributes.putHelper(to, v));
    entry.timeout().ifPresent(v -> to.putU32(CTA_TIMEOUT, v));
    entry.status().ifPresent(v -> to.putU32(CTA_STATUS, v));
    entry.protocolInfo().ifPresent(v -> putProtocolInfo(takeOver.apply(v)));
    entry.mark().ifPresent(v -> to.putU32(CTA_MARK, v));
    ConntrackAttributes.putAdjustments(to, entry);
    entry.synProxy().ifPresent(v -> ConntrackAttributes.putSynProxy(to, v));
    entry.labels().ifPresent(v -> ConntrackAttributes.putLabels(to, CTA_LABELS, v));
    labelMask.ifPresent(v -> ConntrackAttributes.putLabels(to, CTA_LABELS_MASK, v));
    to.end();
  }

  /// Stores a userspace helper's private data; the name must be the attached helper's.
  public void updateHelper(
      Tuple original, OptionalInt zone, AttachedHelper helper, int sequence, int flags) {
    begin(IPCTNL_MSG_CT_NEW, flags, sequence, original);
    TupleWriter.put(to, CTA_TUPLE_ORIG, original);
    zone.ifPresent(v -> to.putU16(CTA_ZONE, v));
    ConntrackAttributes.putHelper(to, helper);
    to.end();
  }

  /// Asks for one entry. ACK is always set: the answer claims to be part of a dump but no DONE
  /// follows it.
  public void get(Tuple original, OptionalInt zone, int sequence) {
    one(IPCTNL_MSG_CT_GET, CTA_TUPLE_ORIG, original, zone, sequence, NLM_F_ACK);
    to.end();
  }

  /// As [#get], by the reply direction.
  public void getByReply(Tuple reply, OptionalInt zone, int sequence) {
    one(IPCTNL_MSG_CT_GET, CTA_TUPLE_REPLY, reply, zone, sequence, NLM_F_ACK);
    to.end();
  }

  /// Deletes one entry.
  ///
  /// @param id must be the entry's where given (else ENOENT)
  public void delete(Tuple original, OptionalInt zone, OptionalInt id, int sequence, int flags) {
    one(IPCTNL_MSG_CT_DELETE, CTA_TUPLE_ORIG, original, zone, sequence, flags);
    id.ifPresent(v -> to.putU32(CTA_ID, v));
    to.end();
  }

  private void one(
      int operation, int type, Tuple tuple, OptionalInt zone, int sequence, int flags) {
    begin(operation, flags, sequence, tuple);
    TupleWriter.put(to, type, tuple);
    zone.ifPresent(v -> to.putU16(CTA_ZONE, v));
  }

  /// Asks for the table.
  public void dump(ConntrackFilter filter, int sequence) {
    dump(IPCTNL_MSG_CT_GET, filter, sequence);
  }

  /// Asks for the table and sets its counters to zero while it is read.
  public void dumpAndResetCounters(ConntrackFilter filter, int sequence) {
    dump(IPCTNL_MSG_CT_GET_CTRZERO, filter, sequence);
  }

  /// Asks for entries that ended and are still referenced.
  public void dumpDying(int sequence) {
    dump(IPCTNL_MSG_CT_GET_DYING, ConntrackFilter.ALL, sequence);
  }

  /// Asks for entries whose first packet is still on its way; always none since Linux 5.19.
  public void dumpUnconfirmed(int sequence) {
    dump(IPCTNL_MSG_CT_GET_UNCONFIRMED, ConntrackFilter.ALL, sequence);
  }

  private void dump(int operation, ConntrackFilter filter, int sequence) {
    begin(operation, NLM_F_DUMP, sequence, filter.familyNumber());
    filter.put(to);
    to.end();
  }

  /// Deletes all entries that the filter lets through. Linux before 6.8 ignores a zone in here and
  /// deletes every zone: probe, or dump and delete one by one.
  public void flush(ConntrackFilter filter, int sequence, int flags) {
    begin(IPCTNL_MSG_CT_DELETE, flags, sequence, filter.familyNumber());
    // A family counts from version 1 on; version 0 deletes both.
    to.version(filter.family().isPresent() ? 1 : 0);
    filter.put(to);
    to.end();
  }

  /// Asks for the number of entries and its limit.
  public void statistics(int sequence) {
    begin(IPCTNL_MSG_CT_GET_STATS, NLM_F_ACK, sequence, 0);
    to.end();
  }

  /// Asks for the counters of each CPU.
  public void cpuStatistics(int sequence) {
    begin(IPCTNL_MSG_CT_GET_STATS_CPU, NLM_F_DUMP, sequence, 0);
    to.end();
  }

  private void begin(int operation, int flags, int sequence, Tuple tuple) {
    begin(operation, flags, sequence, tuple.family().number());
  }

  private void begin(int operation, int flags, int sequence, int family) {
    to.begin(NFNL_SUBSYS_CTNETLINK << 8 | operation, NLM_F_REQUEST | flags, sequence, family, 0);
  }
}
