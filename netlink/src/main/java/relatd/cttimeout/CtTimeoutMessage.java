// SPDX-License-Identifier: Apache-2.0
package relatd.cttimeout;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;
import relatd.cttimeout.CtTimeout.StateTimeout;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;

/// Messages of `nfnetlink_cttimeout`, from and to records.
///
/// ```
///  NAME | L3PROTO be16 | L4PROTO u8 | DATA {state = be32 seconds ...} | USE be32
/// ```
///
/// Defaults have no name. The kernel's answers add USE, the number of rules that refer to a policy.
final class CtTimeoutMessage {
  static final int NEW = type(0);
  static final int GET = type(1);
  static final int DELETE = type(2);
  static final int DEFAULT_SET = type(3);
  static final int DEFAULT_GET = type(4);

  static final int CTA_TIMEOUT_NAME = 1;
  static final int CTA_TIMEOUT_L3PROTO = 2;
  static final int CTA_TIMEOUT_L4PROTO = 3;
  static final int CTA_TIMEOUT_DATA = 4;

  private CtTimeoutMessage() {}

  private static int type(int operation) {
    return Netlink.type(Netlink.NFNL_SUBSYS_CTNETLINK_TIMEOUT, operation);
  }

  static void write(CtTimeout timeout, MessageBuilder into) {
    if (!timeout.name().isEmpty()) {
      into.putString(CTA_TIMEOUT_NAME, timeout.name());
    }
    writeProtocols(timeout.family(), timeout.protocol(), into);
    if (timeout.values().isEmpty()) {
      return; // the kernel would take an empty nest for a policy of defaults: say so, or get EINVAL
    }
    long data = into.nest(CTA_TIMEOUT_DATA);
    for (StateTimeout value : timeout.values()) {
      into.putU32(value.state(), value.seconds());
    }
    into.endNest(data);
  }

  static void writeProtocols(Family family, int protocol, MessageBuilder into) {
    into.putU16(CTA_TIMEOUT_L3PROTO, family.number());
    into.putU8(CTA_TIMEOUT_L4PROTO, protocol);
  }

  /// @throws MalformedMessage when an attribute is no sensible value; also for a family that is
  ///   neither IPv4 nor IPv6
  static CtTimeout read(MessageWalker message) {
    String name = "";
    int family = 0;
    int protocol = 0;
    Attributes data = new Attributes();
    Attributes attributes = message.attributes(new Attributes());
    while (attributes.next()) {
      switch (attributes.type()) {
        case CTA_TIMEOUT_NAME -> name = attributes.string();
        case CTA_TIMEOUT_L3PROTO -> family = attributes.u16();
        case CTA_TIMEOUT_L4PROTO -> protocol = attributes.u8();
        case CTA_TIMEOUT_DATA -> attributes.nest(data);
        default -> {
          // how many use it, or of a later kernel
        }
      }
    }
    return new CtTimeout(
        name,
        Family.of(family).orElseThrow(MalformedMessage.Cause.FAMILY::asException),
        protocol,
        values(data));
  }

  private static List<StateTimeout> values(Attributes data) {
    List<StateTimeout> values = new ArrayList<>();
    while (data.next()) {
      values.add(new StateTimeout(data.type(), data.u32()));
    }
    return values;
  }
}
