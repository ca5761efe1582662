// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import relatd.conntrack.Protocol;
import relatd.conntrack.Status;

/// What is known of a conntrack while its image is made: filled from one source or from several in
/// turn, the later overwriting what it knows, then written once. Reused for every entry.
final class ConntrackDraft {
  final TupleDraft original = new TupleDraft();
  final TupleDraft reply = new TupleDraft();
  final TupleDraft master = new TupleDraft();

  /// NAT targets of an image, where there is no reply tuple to tell them: the source's as source.
  final TupleDraft target = new TupleDraft();

  final TextDraft helper = new TextDraft(MAX_HELPER_NAME);

  /// As on the wire: words of 32 label bits, each in network order.
  final byte[] labels = new byte[MAX_LABELS];

  int labelsLength;

  /// Correction position, offset before and after; original, then reply direction.
  final int[] adjustment = new int[6];

  /// Initial timestamp, initial sequence number, timestamp offset: the wire's order.
  final int[] synProxy = new int[3];

  private final int[] numbers = new int[COUNT];
  private long known;

  void clear() {
    known = 0;
    original.clear();
    reply.clear();
    master.clear();
    target.clear();
    helper.clear();
    labelsLength = 0;
  }

  /// Notes that an attribute is known whose value has a field of its own.
  void know(int attribute) {
    known |= 1L << attribute;
  }

  void set(int attribute, int value) {
    know(attribute);
    numbers[attribute] = value;
  }

  boolean knows(int attribute) {
    return (known & 1L << attribute) != 0;
  }

  /// 0 where it is not known, since [#clear] does not wipe what is never asked for.
  private int number(int attribute) {
    return knows(attribute) ? numbers[attribute] : 0;
  }

  /// Writes all that is known, in conntrackd's order.
  void write(AttributeWriter out, WireOptions options) {
    out.addresses(IPV4, IPV6, original);
    out.u32(STATUS, number(STATUS));
    out.u8(L4PROTO, original.protocol());
    writeLayer4(out, options);
    if (options.timeouts()) {
      writeWord(out, TIMEOUT);
    }
    writeWord(out, MARK);
    writeMaster(out);
    if (reply.isKnown()) {
      writeTranslation(out);
    } else {
      copyTranslation(out);
    }
    writeRest(out);
  }

  private void writeWord(AttributeWriter out, int attribute) {
    if (knows(attribute)) {
      out.u32(attribute, numbers[attribute]);
    }
  }

  private void writeByte(AttributeWriter out, int attribute) {
    if (knows(attribute)) {
      out.u8(attribute, numbers[attribute]);
    }
  }

  /// What is not named here has identifiers that are not sent: GRE's keys, UDP-Lite's ports.
  private void writeLayer4(AttributeWriter out, WireOptions options) {
    switch (original.protocol()) {
      case Protocol.TCP -> {
        writePorts(out);
        writeByte(out, TCP_STATE);
        if (knows(TCP_STATE) && options.windowTracking()) {
          writeByte(out, TCP_WSCALE_ORIG);
          writeByte(out, TCP_WSCALE_REPL);
        }
      }
      case Protocol.UDP -> writePorts(out);
      case Protocol.SCTP -> {
        writePorts(out);
        if (knows(SCTP_STATE)) {
          out.u8(SCTP_STATE, numbers[SCTP_STATE]);
          out.u32(SCTP_VTAG_ORIG, number(SCTP_VTAG_ORIG));
          out.u32(SCTP_VTAG_REPL, number(SCTP_VTAG_REPL));
        }
      }
      case Protocol.DCCP -> {
        writePorts(out);
        if (knows(DCCP_STATE)) {
          out.u8(DCCP_STATE, numbers[DCCP_STATE]);
          out.u8(DCCP_ROLE, number(DCCP_ROLE));
        }
      }
      case Protocol.ICMP, Protocol.ICMPV6 -> writeIcmp(out);
      default -> {}
    }
  }

  private void writePorts(AttributeWriter out) {
    if (original.isIdentified()) {
      out.ports(PORT, original);
    }
  }

  private void writeIcmp(AttributeWriter out) {
    if (original.isIdentified()) {
      out.u8(ICMP_TYPE, original.second() >>> 8);
      out.u8(ICMP_CODE, original.second());
      out.swapped(ICMP_ID, original.first());
    }
  }

  private void writeMaster(AttributeWriter out) {
    if (master.isKnown()) {
      out.addresses(MASTER_IPV4, MASTER_IPV6, master);
      out.u8(MASTER_L4PROTO, master.protocol());
      if (master.isIdentified()) {
        out.ports(MASTER_PORT, master);
      }
    }
  }

  /// Says where the reply tuple is not the original's inverse. The slots of ICMP never are, so that
  /// its every translated connection has both ports, of value 0: conntrackd sends them, and a peer
  /// that compares would miss them.
  private void writeTranslation(AttributeWriter out) {
    int status = knows(STATUS) ? numbers[STATUS] : -1;
    boolean source = (status & Status.SRC_NAT_DONE) != 0;
    boolean destination = (status & Status.DST_NAT_DONE) != 0;
    boolean inet6 = original.isInet6();
    if (source
        && (reply.destinationHigh() != original.sourceHigh()
            || reply.destinationLow() != original.sourceLow())) {
      out.address(SNAT_IPV4, SNAT_IPV6, inet6, reply.destinationHigh(), reply.destinationLow());
    }
    if (destination
        && (reply.sourceHigh() != original.destinationHigh()
            || reply.sourceLow() != original.destinationLow())) {
      out.address(DNAT_IPV4, DNAT_IPV6, inet6, reply.sourceHigh(), reply.sourceLow());
    }
    boolean ports = Protocol.hasPorts(original.protocol());
    if (source && reply.second() != original.first()) {
      out.swapped(SPAT_PORT, ports ? reply.second() : 0);
    }
    if (destination && reply.first() != original.second()) {
      out.swapped(DPAT_PORT, ports ? reply.first() : 0);
    }
  }

  /// Says what a message said.
  private void copyTranslation(AttributeWriter out) {
    boolean inet6 = original.isInet6();
    if (knows(inet6 ? SNAT_IPV6 : SNAT_IPV4)) {
      out.address(SNAT_IPV4, SNAT_IPV6, inet6, target.sourceHigh(), target.sourceLow());
    }
    if (knows(inet6 ? DNAT_IPV6 : DNAT_IPV4)) {
      out.address(DNAT_IPV4, DNAT_IPV6, inet6, target.destinationHigh(), target.destinationLow());
    }
    if (knows(SPAT_PORT)) {
      out.swapped(SPAT_PORT, numbers[SPAT_PORT]);
    }
    if (knows(DPAT_PORT)) {
      out.swapped(DPAT_PORT, numbers[DPAT_PORT]);
    }
  }

  private void writeRest(AttributeWriter out) {
    if (knows(NAT_SEQ_ADJ)) {
      out.words(NAT_SEQ_ADJ, adjustment);
    }
    if (!helper.isEmpty()) {
      out.string(HELPER_NAME, helper);
    }
    if (hasLabels()) {
      out.bytes(LABELS, labels, labelsLength);
    }
    if (knows(SYNPROXY)) {
      out.words(SYNPROXY, synProxy);
    }
    if (knows(ZONE)) {
      out.u16(ZONE, numbers[ZONE]);
    }
  }

  private boolean hasLabels() {
    for (int i = 0; i < labelsLength; i++) {
      if (labels[i] != 0) {
        return true;
      }
    }
    return false;
  }
}
