// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;

/// Messages of `nfnetlink_cthelper`, from and to records.
///
/// ```
///  NAME | QUEUE_NUM | PRIV_DATA_LEN | TUPLE {L3 be16, L4 u8}
///       | POLICY {SET1 {NAME, EXPECT_MAX, EXPECT_TIMEOUT} ... SET4, SET_NUM} | STATUS
/// ```
///
/// Numbers are be32 but for the tuple's. Written in the order that libnetfilter_cthelper has.
final class CtHelperMessage {
  static final int NEW = Netlink.type(Netlink.NFNL_SUBSYS_CTHELPER, 0);
  static final int GET = Netlink.type(Netlink.NFNL_SUBSYS_CTHELPER, 1);
  static final int DELETE = Netlink.type(Netlink.NFNL_SUBSYS_CTHELPER, 2);

  static final int NFCTH_NAME = 1;
  static final int NFCTH_TUPLE = 2;
  static final int NFCTH_QUEUE_NUM = 3;
  static final int NFCTH_POLICY = 4;
  static final int NFCTH_PRIV_DATA_LEN = 5;
  static final int NFCTH_STATUS = 6;
  static final int NFCTH_TUPLE_L3PROTONUM = 1;
  static final int NFCTH_TUPLE_L4PROTONUM = 2;
  static final int NFCTH_POLICY_SET_NUM = 1;
  static final int NFCTH_POLICY_SET1 = 2;
  static final int NFCTH_POLICY_SET4 = 5;
  static final int NFCTH_POLICY_NAME = 1;
  static final int NFCTH_POLICY_EXPECT_MAX = 2;
  static final int NFCTH_POLICY_EXPECT_TIMEOUT = 3;

  private CtHelperMessage() {}

  static void write(CtHelper helper, MessageBuilder into) {
    into.putString(NFCTH_NAME, helper.name());
    into.putU32(NFCTH_QUEUE_NUM, helper.queueNumber());
    into.putU32(NFCTH_PRIV_DATA_LEN, helper.privateDataLength());
    writeTuple(helper.family(), helper.protocol(), into);
    long policies = into.nest(NFCTH_POLICY);
    for (int i = 0; i < helper.policies().size(); i++) {
      writePolicy(NFCTH_POLICY_SET1 + i, helper.policies().get(i), into);
    }
    into.putU32(NFCTH_POLICY_SET_NUM, helper.policies().size());
    into.endNest(policies);
    into.putU32(NFCTH_STATUS, helper.enabled() ? 1 : 0);
  }

  static void writeTuple(Family family, int protocol, MessageBuilder into) {
    long tuple = into.nest(NFCTH_TUPLE);
    into.putU16(NFCTH_TUPLE_L3PROTONUM, family.number());
    into.putU8(NFCTH_TUPLE_L4PROTONUM, protocol);
    into.endNest(tuple);
  }

  private static void writePolicy(int type, CtHelperPolicy policy, MessageBuilder into) {
    long set = into.nest(type);
    into.putString(NFCTH_POLICY_NAME, policy.name());
    into.putU32(NFCTH_POLICY_EXPECT_MAX, policy.expectMax());
    into.putU32(NFCTH_POLICY_EXPECT_TIMEOUT, (int) policy.expectTimeout().toSeconds());
    into.endNest(set);
  }

  /// @throws MalformedMessage when an attribute is missing or no sensible value; also for a family
  ///   that is neither IPv4 nor IPv6
  static CtHelper read(MessageWalker message) {
    String name = "";
    int queueNumber = 0;
    int privateDataLength = 0;
    boolean enabled = false;
    Attributes tuple = new Attributes();
    Attributes policies = new Attributes();
    Attributes attributes = message.attributes(new Attributes());
    while (attributes.next()) {
      switch (attributes.type()) {
        case NFCTH_NAME -> name = attributes.string();
        case NFCTH_TUPLE -> attributes.nest(tuple);
        case NFCTH_QUEUE_NUM -> queueNumber = attributes.u32();
        case NFCTH_POLICY -> attributes.nest(policies);
        case NFCTH_PRIV_DATA_LEN -> privateDataLength = attributes.u32();
        case NFCTH_STATUS -> enabled = attributes.u32() != 0;
        default -> {
          // of a later kernel
        }
      }
    }
    if (name.isEmpty()) {
      throw MalformedMessage.Cause.MISSING.asException();
    }
    int[] numbers = readTuple(tuple);
    return new CtHelper(
        name,
        Family.of(numbers[0]).orElseThrow(MalformedMessage.Cause.FAMILY::asException),
        numbers[1],
        queueNumber,
        readPolicies(policies),
        privateDataLength,
        enabled);
  }

  private static int[] readTuple(Attributes tuple) {
    int[] numbers = new int[2];
    while (tuple.next()) {
      switch (tuple.type()) {
        case NFCTH_TUPLE_L3PROTONUM -> numbers[0] = tuple.u16();
        case NFCTH_TUPLE_L4PROTONUM -> numbers[1] = tuple.u8();
        default -> {
          // of a later kernel
        }
      }
    }
    return numbers;
  }

  private static List<CtHelperPolicy> readPolicies(Attributes sets) {
    List<CtHelperPolicy> policies = new ArrayList<>();
    Attributes set = new Attributes();
    while (sets.next()) {
      if (sets.type() >= NFCTH_POLICY_SET1 && sets.type() <= NFCTH_POLICY_SET4) {
        policies.add(readPolicy(sets.nest(set)));
      }
    }
    return policies;
  }

  private static CtHelperPolicy readPolicy(Attributes set) {
    String name = "";
    int expectMax = 0;
    int expectTimeout = 0;
    while (set.next()) {
      switch (set.type()) {
        case NFCTH_POLICY_NAME -> name = set.string();
        case NFCTH_POLICY_EXPECT_MAX -> expectMax = set.u32();
        case NFCTH_POLICY_EXPECT_TIMEOUT -> expectTimeout = set.u32();
        default -> {
          // of a later kernel
        }
      }
    }
    return new CtHelperPolicy(
        name, expectMax, Duration.ofSeconds(Integer.toUnsignedLong(expectTimeout)));
  }
}
