// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import java.util.Map;
import java.util.TreeMap;

/// Short names of attributes, for traces: which attribute of which message is called what, holds
/// text, or holds attributes.
final class AttributeNames {
  /// What is known of one attribute.
  ///
  /// @param inside the names inside a nest; null for a plain value
  private record Entry(String name, boolean text, AttributeNames inside) {}

  /// Of messages without a table, and inside of nests without one.
  static final AttributeNames NONE = new AttributeNames();

  private static final AttributeNames TUPLE =
      new AttributeNames()
          .nest(1, "IP", new AttributeNames().values(1, "V4_SRC", "V4_DST", "V6_SRC", "V6_DST"))
          .nest(
              2,
              "PROTO",
              new AttributeNames()
                  .values(1, "NUM", "SPORT", "DPORT")
                  .values(4, "ICMP_ID", "ICMP_TYPE", "ICMP_CODE")
                  .values(7, "ICMPV6_ID", "ICMPV6_TYPE", "ICMPV6_CODE"))
          .values(3, "ZONE");

  private static final AttributeNames PROTOINFO =
      new AttributeNames()
          .nest(
              1,
              "TCP",
              new AttributeNames().values(1, "STATE", "WSCALE_O", "WSCALE_R", "FLAGS_O", "FLAGS_R"))
          .nest(2, "DCCP", new AttributeNames().values(1, "STATE", "ROLE", "HS_SEQ"))
          .nest(3, "SCTP", new AttributeNames().values(1, "STATE", "VTAG_O", "VTAG_R"));

  private static final AttributeNames COUNTERS = new AttributeNames().values(1, "PACKETS", "BYTES");
  private static final AttributeNames SEQUENCE =
      new AttributeNames().values(1, "POS", "BEFORE", "AFTER");

  private static final AttributeNames CONNTRACK =
      new AttributeNames()
          .nest(1, "TUPLE_ORIG", TUPLE)
          .nest(2, "TUPLE_REPLY", TUPLE)
          .values(3, "STATUS")
          .nest(4, "PROTOINFO", PROTOINFO)
          .nest(5, "HELP", new AttributeNames().text(1, "NAME").values(2, "INFO"))
          .values(6, "NAT_SRC", "TIMEOUT", "MARK")
          .nest(9, "COUNTERS_ORIG", COUNTERS)
          .nest(10, "COUNTERS_REPLY", COUNTERS)
          .values(11, "USE", "ID", "NAT_DST")
          .nest(14, "TUPLE_MASTER", TUPLE)
          .nest(15, "SEQ_ADJ_ORIG", SEQUENCE)
          .nest(16, "SEQ_ADJ_REPLY", SEQUENCE)
          .values(17, "SECMARK", "ZONE")
          .nest(19, "SECCTX", new AttributeNames().text(1, "NAME"))
          .nest(20, "TIMESTAMP", new AttributeNames().values(1, "START", "STOP"))
          .values(21, "MARK_MASK", "LABELS", "LABELS_MASK")
          .nest(24, "SYNPROXY", new AttributeNames().values(1, "ISN", "ITS", "TSOFF"))
          .nest(25, "FILTER", new AttributeNames().values(1, "ORIG_FLAGS", "REPLY_FLAGS"))
          .values(26, "STATUS_MASK", "TIMESTAMP_EVENT");

  private static final AttributeNames EXPECTATION =
      new AttributeNames()
          .nest(1, "MASTER", TUPLE)
          .nest(2, "TUPLE", TUPLE)
          .nest(3, "MASK", TUPLE)
          .values(4, "TIMEOUT", "ID")
          .text(6, "HELP_NAME")
          .values(7, "ZONE", "FLAGS", "CLASS")
          .nest(10, "NAT", new AttributeNames().values(1, "DIR").nest(2, "TUPLE", TUPLE))
          .text(11, "FN");

  private static final AttributeNames PACKET =
      new AttributeNames()
          .values(1, "PACKET_HDR", "VERDICT_HDR", "MARK", "TIMESTAMP")
          .values(5, "IF_IN", "IF_OUT", "IF_PHYSIN", "IF_PHYSOUT", "HWADDR", "PAYLOAD")
          .nest(11, "CT", CONNTRACK)
          .values(12, "CT_INFO", "CAP_LEN", "SKB_INFO")
          .nest(15, "EXP", EXPECTATION)
          .values(16, "UID", "GID", "SECCTX")
          .nest(19, "VLAN", new AttributeNames().values(1, "PROTO", "TCI"))
          .values(20, "L2HDR", "PRIORITY", "CGROUP_CLASSID");

  private static final AttributeNames QUEUE_CONFIG =
      new AttributeNames().values(1, "CMD", "PARAMS", "QUEUE_MAXLEN", "MASK", "FLAGS");

  private static final AttributeNames POLICY =
      new AttributeNames().text(1, "NAME").values(2, "EXPECT_MAX", "EXPECT_TIMEOUT");

  private static final AttributeNames HELPER =
      new AttributeNames()
          .text(1, "NAME")
          .nest(2, "TUPLE", new AttributeNames().values(1, "L3", "L4"))
          .values(3, "QUEUE_NUM")
          .nest(
              4,
              "POLICY",
              new AttributeNames()
                  .values(1, "SET_NUM")
                  .nest(2, "SET1", POLICY)
                  .nest(3, "SET2", POLICY)
                  .nest(4, "SET3", POLICY)
                  .nest(5, "SET4", POLICY))
          .values(5, "PRIV_LEN", "STATUS");

  private static final AttributeNames TIMEOUT =
      new AttributeNames()
          .text(1, "NAME")
          .values(2, "L3", "L4")
          .nest(4, "DATA", NONE)
          .values(5, "USE");

  private final Map<Integer, Entry> entries = new TreeMap<>();

  /// The names in a message of this type.
  static AttributeNames of(int type) {
    return switch (type >>> 8) {
      case 1 -> CONNTRACK;
      case 2 -> EXPECTATION;
      case 3 -> (type & 0xff) == 2 ? QUEUE_CONFIG : PACKET;
      case 8 -> TIMEOUT;
      case 9 -> HELPER;
      default -> NONE;
    };
  }

  String name(int number) {
    Entry entry = entries.get(number);
    return entry == null ? "?" + number : entry.name;
  }

  boolean isText(int number) {
    Entry entry = entries.get(number);
    return entry != null && entry.text;
  }

  boolean isNest(int number) {
    Entry entry = entries.get(number);
    return entry != null && entry.inside != null;
  }

  AttributeNames inside(int number) {
    return entries.get(number).inside;
  }

  private AttributeNames values(int first, String... names) {
    for (int i = 0; i < names.length; i++) {
      entries.put(first + i, new Entry(names[i], false, null));
    }
    return this;
  }

  private AttributeNames text(int number, String name) {
    entries.put(number, new Entry(name, true, null));
    return this;
  }

  private AttributeNames nest(int number, String name, AttributeNames inside) {
    entries.put(number, new Entry(name, false, inside));
    return this;
  }
}
