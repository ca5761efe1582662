// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.NFNL_SUBSYS_CTNETLINK_EXP;
import static relatd.ctnetlink.CtaExpect.*;
import static relatd.netlink.NetlinkFlags.*;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.netlink.MessageBuilder;

/// Writes requests about expectations, each one message, and the nest that goes with a verdict.
///
/// Flags given are added to those that the request needs.
public final class ExpectWriter {
  private static final int KNOWN_FLAGS =
      Expectation.PERMANENT | Expectation.INACTIVE | Expectation.USERSPACE;

  private final MessageBuilder to;

  public ExpectWriter(MessageBuilder to) {
    this.to = to;
  }

  /// Makes an expectation; refused with EEXIST where one like it exists, and never turned into a
  /// mere change of the other's timeout. It belongs to the master's helper. Its life is what the
  /// class's policy says: for another, follow with [#updateTimeout] in the same send.
  public void create(Expectation expectation, int sequence, int flags) {
    create(expectation, "", sequence, flags);
  }

  /// As [#create], naming a helper. Kernels since April 2026 ignore the name; older ones attach
  /// that helper to the expected connection.
  public void create(Expectation expectation, String helperName, int sequence, int flags) {
    begin(
        IPCTNL_MSG_EXP_NEW,
        NLM_F_CREATE | NLM_F_EXCL | flags,
        sequence,
        expectation.tuple().family().number());
    TupleWriter.put(to, CTA_EXPECT_TUPLE, expectation.tuple());
    TupleWriter.put(to, CTA_EXPECT_MASTER, expectation.master());
    putMask(expectation);
    if (expectation.timeout() != 0) {
      to.putU32(CTA_EXPECT_TIMEOUT, expectation.timeout());
    }
    to.putU32(CTA_EXPECT_FLAGS, expectation.flags() & KNOWN_FLAGS);
    putZone(expectation.zone());
    putString(CTA_EXPECT_HELP_NAME, helperName);
    putSetup(expectation, expectation.master().protocol());
    to.end();
  }

  /// Sets the remaining seconds of an expectation that exists; makes no event.
  public void updateTimeout(Expectation expectation, int seconds, int sequence, int flags) {
    begin(IPCTNL_MSG_EXP_NEW, flags, sequence, expectation.tuple().family().number());
    TupleWriter.put(to, CTA_EXPECT_TUPLE, expectation.tuple());
    TupleWriter.put(to, CTA_EXPECT_MASTER, expectation.master());
    putMask(expectation);
    to.putU32(CTA_EXPECT_TIMEOUT, seconds);
    putZone(expectation.zone());
    to.end();
  }

  /// Writes a nest for a verdict (`NFQA_EXP`): the master is the packet's own connection. The
  /// kernel takes it only beside a conntrack nest, which may be empty, and reports no error.
  ///
  /// @param helperOfExpected helper for the connection to come; empty for none, the usual case
  public void putNest(int type, Expectation expectation, String helperOfExpected) {
    long nest = to.nest(type);
    putAttributes(expectation, helperOfExpected);
    to.endNest(nest);
  }

  /// What is inside of that nest.
  public void putAttributes(Expectation expectation, String helperOfExpected) {
    TupleWriter.put(to, CTA_EXPECT_TUPLE, expectation.tuple());
    putMask(expectation);
    to.putU32(CTA_EXPECT_FLAGS, expectation.flags() & KNOWN_FLAGS);
    putString(CTA_EXPECT_HELP_NAME, helperOfExpected);
    putSetup(expectation, expectation.master().protocol());
  }

  private void putSetup(Expectation expectation, int masterProtocol) {
    if (expectation.policyClass() != 0) {
      to.putU32(CTA_EXPECT_CLASS, expectation.policyClass());
    }
    expectation.nat().ifPresent(v -> putNat(v, masterProtocol));
    putString(CTA_EXPECT_FN, expectation.function());
  }

  /// Asks for one expectation, by its own tuple. ACK is always set: the answer claims to be part of
  /// a dump but no DONE follows it.
  public void get(Tuple tuple, int zone, int sequence) {
    one(IPCTNL_MSG_EXP_GET, tuple, zone, sequence, NLM_F_ACK);
    to.end();
  }

  /// Deletes one expectation.
  ///
  /// @param id must be the expectation's where given (else ENOENT)
  public void delete(Tuple tuple, int zone, OptionalInt id, int sequence, int flags) {
    one(IPCTNL_MSG_EXP_DELETE, tuple, zone, sequence, flags);
    id.ifPresent(v -> to.putU32(CTA_EXPECT_ID, v));
    to.end();
  }

  private void one(int operation, Tuple tuple, int zone, int sequence, int flags) {
    begin(operation, flags, sequence, tuple.family().number());
    TupleWriter.put(to, CTA_EXPECT_TUPLE, tuple);
    putZone(zone);
  }

  /// Deletes all expectations of one helper.
  public void deleteOf(String helper, int sequence, int flags) {
    begin(IPCTNL_MSG_EXP_DELETE, flags, sequence, 0);
    to.putString(CTA_EXPECT_HELP_NAME, helper).end();
  }

  /// Deletes all expectations.
  public void flush(int sequence, int flags) {
    begin(IPCTNL_MSG_EXP_DELETE, flags, sequence, 0);
    to.end();
  }

  /// Asks for all expectations.
  public void dump(Optional<Family> family, int sequence) {
    begin(IPCTNL_MSG_EXP_GET, NLM_F_DUMP, sequence, family.map(Family::number).orElse(0));
    to.end();
  }

  /// Asks for the expectations of one connection.
  public void dumpOf(Tuple master, int zone, int sequence) {
    begin(IPCTNL_MSG_EXP_GET, NLM_F_DUMP, sequence, master.family().number());
    TupleWriter.put(to, CTA_EXPECT_MASTER, master);
    putZone(zone);
    to.end();
  }

  /// Asks for the counters of each CPU. The answers carry the conntrack subsystem's number: match
  /// them by their sequence number.
  public void cpuStatistics(int sequence) {
    begin(IPCTNL_MSG_EXP_GET_STATS_CPU, NLM_F_DUMP, sequence, 0);
    to.end();
  }

  private void putMask(Expectation expectation) {
    TupleWriter.put(to, CTA_EXPECT_MASK, expectation.mask().asTuple(expectation.tuple()));
  }

  /// The kernel stores the tuple's source and reads it as one of the master's protocol.
  private void putNat(Expectation.Nat nat, int protocol) {
    int port = nat.saved().port();
    Layer4 layer4 =
        Protocol.isIcmp(protocol)
            ? new Layer4.Icmp(port, 0, 0)
            : Protocol.hasPorts(protocol) ? new Layer4.Ports(port, 0) : Layer4.NONE;
    Address saved = nat.saved().address();
    long nest = to.nest(CTA_EXPECT_NAT);
    to.putU32(CTA_EXPECT_NAT_DIR, nat.direction().number());
    Tuple source = new Tuple(saved, Address.any(saved.family()), protocol, layer4);
    TupleWriter.put(to, CTA_EXPECT_NAT_TUPLE, source);
    to.endNest(nest);
  }

  private void putZone(int zone) {
    if (zone != 0) {
      to.putU16(CTA_EXPECT_ZONE, zone);
    }
  }

  private void putString(int type, String value) {
    if (!value.isEmpty()) {
      to.putString(type, value);
    }
  }

  private void begin(int operation, int flags, int sequence, int family) {
    to.begin(
        NFNL_SUBSYS_CTNETLINK_EXP << 8 | operation, NLM_F_REQUEST | flags, sequence, family, 0);
  }
}
