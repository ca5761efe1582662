// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ExpectAttribute.*;

import relatd.conntrack.Protocol;

/// What is known of an expectation while its image is made: filled from one source, then written.
/// Reused for every entry.
final class ExpectDraft {
  final TupleDraft master = new TupleDraft();
  final TupleDraft tuple = new TupleDraft();
  final TupleDraft mask = new TupleDraft();
  final TupleDraft nat = new TupleDraft();
  final TextDraft helper = new TextDraft(MAX_HELPER_NAME);
  final TextDraft function = new TextDraft(MAX_FUNCTION);
  private final int[] numbers = new int[COUNT];
  private int known;

  void clear() {
    known = 0;
    nat.clear();
    helper.clear();
    function.clear();
  }

  void set(int attribute, int value) {
    known |= 1 << attribute;
    numbers[attribute] = value;
  }

  /// Writes all that is known, in conntrackd's order.
  void write(AttributeWriter out, WireOptions options) {
    boolean ports = hasPorts(master.protocol());
    writeTuple(out, master, MASTER_IPV4, ports);
    writeTuple(out, tuple, EXPECT_IPV4, ports);
    writeTuple(out, mask, MASK_IPV4, ports);
    if (options.timeouts()) {
      writeWord(out, TIMEOUT);
    }
    out.u32(FLAGS, knows(FLAGS) ? numbers[FLAGS] : 0);
    writeWord(out, CLASS);
    if (nat.isKnown()) {
      writeNat(out, ports);
    }
    if (!helper.isEmpty()) {
      out.string(HELPER_NAME, helper);
    }
    if (!function.isEmpty()) {
      out.string(FN, function);
    }
  }

  /// The four attributes of a tuple are numbered in a row.
  private static void writeTuple(AttributeWriter out, TupleDraft tuple, int first, boolean ports) {
    out.addresses(first, first + 1, tuple);
    out.u8(first + 2, tuple.protocol());
    if (ports) {
      out.ports(first + 3, tuple);
    }
  }

  private void writeNat(AttributeWriter out, boolean ports) {
    if (!nat.isInet6()) {
      out.addresses(NAT_IPV4, NAT_IPV4, nat); // there is no number for IPv6
    }
    out.u8(NAT_L4PROTO, nat.protocol());
    if (ports) {
      out.ports(NAT_PORT, nat);
    }
    writeWord(out, NAT_DIR);
  }

  private void writeWord(AttributeWriter out, int attribute) {
    if (knows(attribute)) {
      out.u32(attribute, numbers[attribute]);
    }
  }

  private boolean knows(int attribute) {
    return (known & 1 << attribute) != 0;
  }

  /// All ports go by the *master's* protocol, whatever protocol is expected.
  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.DCCP -> true;
      default -> false;
    };
  }
}
