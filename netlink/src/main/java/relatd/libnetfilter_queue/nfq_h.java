// SPDX-License-Identifier: Apache-2.0
package relatd.libnetfilter_queue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import relatd.ffi.PlainFunction;
import relatd.ffi.SharedLibrary;

/// `libnetfilter_queue/libnetfilter_queue.h`, and the numbers of
/// `linux/netfilter/nfnetlink_queue.h`.
public final class nfq_h {
  public static final int NFQNL_MSG_PACKET = 0;
  public static final int NFQNL_MSG_VERDICT = 1;
  public static final int NFQNL_MSG_CONFIG = 2;
  public static final int NFQNL_MSG_VERDICT_BATCH = 3;

  public static final int NFQA_PACKET_HDR = 1;
  public static final int NFQA_VERDICT_HDR = 2;
  public static final int NFQA_MARK = 3;
  public static final int NFQA_IFINDEX_INDEV = 5;
  public static final int NFQA_IFINDEX_OUTDEV = 6;
  public static final int NFQA_PAYLOAD = 10;
  public static final int NFQA_CT = 11;
  public static final int NFQA_CT_INFO = 12;
  public static final int NFQA_CAP_LEN = 13;
  public static final int NFQA_SKB_INFO = 14;
  public static final int NFQA_EXP = 15;

  public static final int NFQA_CFG_FLAGS = 5;
  public static final int NFQA_CFG_MASK = 4;
  public static final int NFQA_CFG_F_FAIL_OPEN = 1;
  public static final int NFQA_CFG_F_CONNTRACK = 2;
  public static final int NFQA_CFG_F_GSO = 4;

  public static final int NFQNL_CFG_CMD_BIND = 1;
  public static final int NFQNL_COPY_PACKET = 2;

  public static final int NFQA_SKB_CSUMNOTREADY = 1;
  public static final int NFQA_SKB_GSO = 2;
  public static final int NFQA_SKB_CSUM_NOTVERIFIED = 4;

  /// Pointers that [#nfq_nlmsg_parse] fills in: it was built when attributes ended with
  /// `NFQA_SECCTX` (18), and passes over later ones.
  public static final int PARSED_ATTRIBUTES = 19;

  private static final class Library {
    static final SymbolLookup LOOKUP =
        SharedLibrary.open("libnetfilter_queue.so.1", "libnetfilter-queue1");
  }

  private nfq_h() {}

  private static final class nfq_nlmsg_put {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "struct nlmsghdr *nfq_nlmsg_put(char *buf, int type, uint32_t queue_num)");
  }

  /// `struct nlmsghdr *nfq_nlmsg_put(char *buf, int type, uint32_t queue_num)`: the result is
  /// `buf`.
  public static MemorySegment nfq_nlmsg_put(MemorySegment buf, int type, int queue_num) {
    nfq_nlmsg_put.CALL.call(buf.address(), type, queue_num, 0);
    return buf;
  }

  /// The same with the place of `buf` in a segment, so that hot paths need no slice.
  public static void nfq_nlmsg_put(MemorySegment segment, long buf, int type, int queue_num) {
    nfq_nlmsg_put.CALL.call(segment.address() + buf, type, queue_num, 0);
  }

  private static final class nfq_nlmsg_cfg_put_cmd {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void nfq_nlmsg_cfg_put_cmd(struct nlmsghdr *nlh, uint16_t pf, uint8_t cmd)");
  }

  /// `void nfq_nlmsg_cfg_put_cmd(struct nlmsghdr *nlh, uint16_t pf, uint8_t cmd)`
  public static void nfq_nlmsg_cfg_put_cmd(MemorySegment nlh, int pf, int cmd) {
    nfq_nlmsg_cfg_put_cmd.CALL.call(nlh.address(), pf & 0xffff, cmd & 0xff, 0);
  }

  private static final class nfq_nlmsg_cfg_put_params {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void nfq_nlmsg_cfg_put_params(struct nlmsghdr *nlh, uint8_t mode, int range)");
  }

  /// `void nfq_nlmsg_cfg_put_params(struct nlmsghdr *nlh, uint8_t mode, int range)`
  public static void nfq_nlmsg_cfg_put_params(MemorySegment nlh, int mode, int range) {
    nfq_nlmsg_cfg_put_params.CALL.call(nlh.address(), mode & 0xff, range, 0);
  }

  private static final class nfq_nlmsg_cfg_put_qmaxlen {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void nfq_nlmsg_cfg_put_qmaxlen(struct nlmsghdr *nlh, uint32_t qmaxlen)");
  }

  /// `void nfq_nlmsg_cfg_put_qmaxlen(struct nlmsghdr *nlh, uint32_t qmaxlen)`
  public static void nfq_nlmsg_cfg_put_qmaxlen(MemorySegment nlh, int qmaxlen) {
    nfq_nlmsg_cfg_put_qmaxlen.CALL.call(nlh.address(), qmaxlen, 0, 0);
  }

  private static final class nfq_nlmsg_parse {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "int nfq_nlmsg_parse(const struct nlmsghdr *nlh, struct nlattr **attr)");
  }

  /// `int nfq_nlmsg_parse(const struct nlmsghdr *nlh, struct nlattr **attr)`: negative when the
  /// message is malformed.
  ///
  /// @param attr room for [#PARSED_ATTRIBUTES] pointers, zero before
  public static int nfq_nlmsg_parse(MemorySegment nlh, MemorySegment attr) {
    return (int) nfq_nlmsg_parse.CALL.call(nlh.address(), attr.address(), 0, 0);
  }

  /// The same with the place of `nlh` in a segment.
  public static int nfq_nlmsg_parse(MemorySegment segment, long nlh, MemorySegment attr) {
    return (int) nfq_nlmsg_parse.CALL.call(segment.address() + nlh, attr.address(), 0, 0);
  }

  private static final class nfq_nlmsg_verdict_put {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void nfq_nlmsg_verdict_put(struct nlmsghdr *nlh, int id, int verdict)");
  }

  /// `void nfq_nlmsg_verdict_put(struct nlmsghdr *nlh, int id, int verdict)`
  public static void nfq_nlmsg_verdict_put(MemorySegment nlh, int id, int verdict) {
    nfq_nlmsg_verdict_put.CALL.call(nlh.address(), id, verdict, 0);
  }

  /// The same with the place of `nlh` in a segment.
  public static void nfq_nlmsg_verdict_put(MemorySegment segment, long nlh, int id, int verdict) {
    nfq_nlmsg_verdict_put.CALL.call(segment.address() + nlh, id, verdict, 0);
  }

  private static final class nfq_nlmsg_verdict_put_mark {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP, "void nfq_nlmsg_verdict_put_mark(struct nlmsghdr *nlh, uint32_t mark)");
  }

  /// `void nfq_nlmsg_verdict_put_mark(struct nlmsghdr *nlh, uint32_t mark)`
  public static void nfq_nlmsg_verdict_put_mark(MemorySegment nlh, int mark) {
    nfq_nlmsg_verdict_put_mark.CALL.call(nlh.address(), mark, 0, 0);
  }

  private static final class nfq_nlmsg_verdict_put_pkt {
    static final PlainFunction CALL =
        PlainFunction.in(
            Library.LOOKUP,
            "void nfq_nlmsg_verdict_put_pkt(struct nlmsghdr *nlh, const void *pkt, uint32_t plen)");
  }

  /// `void nfq_nlmsg_verdict_put_pkt(struct nlmsghdr *nlh, const void *pkt, uint32_t plen)`
  public static void nfq_nlmsg_verdict_put_pkt(MemorySegment nlh, MemorySegment pkt, int plen) {
    nfq_nlmsg_verdict_put_pkt.CALL.call(nlh.address(), pkt.address(), plen, 0);
  }
}
