// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.NFNL_SUBSYS_CTNETLINK_EXP;
import static relatd.ctnetlink.CtaExpect.*;
import static relatd.netlink.NetlinkFlags.*;
import static relatd.sync.wire.ExpectAttribute.FN;

import relatd.conntrack.Expectation;
import relatd.netlink.MessageBuilder;

/// Writes what the image of an expectation says as requests to the kernel.
///
/// The helper's name stays out: an expectation belongs to its master's helper, and kernels before
/// the spring of 2026 take a name for that of the connection to come.
public final class ExpectRequest {
  /// The longest two requests for one expectation, in bytes.
  public static final int MAX_REQUEST = 512;

  private static final int KNOWN_FLAGS =
      Expectation.PERMANENT | Expectation.INACTIVE | Expectation.USERSPACE;

  private final MessageBuilder to;
  private final TupleRequest tuples;
  private final TextRequest texts;

  public ExpectRequest(MessageBuilder to) {
    this.to = to;
    this.tuples = new TupleRequest(to);
    this.texts = new TextRequest(to);
  }

  /// Makes an expectation; EEXIST where one like it exists. It lives as long as its class's policy
  /// says, until [#updateTimeout] says otherwise.
  ///
  /// @param entry complete
  public void create(ExpectWire entry, int timeout, int sequence) {
    begin(entry, IPCTNL_MSG_EXP_NEW, NLM_F_CREATE | NLM_F_EXCL, sequence);
    putMasterAndMask(entry);
    to.putU32(CTA_EXPECT_TIMEOUT, timeout);
    to.putU32(CTA_EXPECT_FLAGS, entry.flags() & KNOWN_FLAGS);
    if (entry.policyClass() != 0) {
      to.putU32(CTA_EXPECT_CLASS, entry.policyClass());
    }
    if (entry.hasNat()) {
      putNat(entry);
    }
    texts.put(CTA_EXPECT_FN, entry.table(), FN);
    to.end();
  }

  /// Sets the seconds that an expectation still has; makes no event.
  public void updateTimeout(ExpectWire entry, int timeout, int sequence) {
    begin(entry, IPCTNL_MSG_EXP_NEW, 0, sequence);
    putMasterAndMask(entry);
    to.putU32(CTA_EXPECT_TIMEOUT, timeout).end();
  }

  /// Deletes the expectation of the same tuple.
  public void delete(ExpectWire entry, int sequence) {
    begin(entry, IPCTNL_MSG_EXP_DELETE, 0, sequence);
    to.end();
  }

  private void begin(ExpectWire entry, int operation, int flags, int sequence) {
    int type = NFNL_SUBSYS_CTNETLINK_EXP << 8 | operation;
    to.begin(type, NLM_F_REQUEST | flags, sequence, entry.tuple().family().number(), 0);
    tuples.put(CTA_EXPECT_TUPLE, entry.tuple());
  }

  private void putMasterAndMask(ExpectWire entry) {
    tuples.put(CTA_EXPECT_MASTER, entry.master());
    tuples.put(CTA_EXPECT_MASK, entry.mask());
  }

  private void putNat(ExpectWire entry) {
    long nest = to.nest(CTA_EXPECT_NAT);
    to.putU32(CTA_EXPECT_NAT_DIR, entry.natDirection());
    tuples.putSaved(CTA_EXPECT_NAT_TUPLE, entry);
    to.endNest(nest);
  }
}
