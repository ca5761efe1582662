// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.*;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import relatd.conntrack.Address;
import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;

/// A message as lines of text, for people: the header, then each attribute in the order it came.
///
/// It walks the bytes by itself and shares nothing with [ConntrackWire] and [ExpectWire] but the
/// sizes, so that it can be read beside what they make of a message.
public final class WireText {
  private static final List<String> TYPES =
      List.of("CT_NEW", "CT_UPD", "CT_DEL", "EXP_NEW", "EXP_UPD", "EXP_DEL");
  private static final List<String> FLAGS =
      List.of("UNUSED", "RESYNC", "NACK", "ACK", "ALIVE", "HELLO", "HELLO_BACK", "0x80");
  private static final List<String> CONNTRACK =
      List.of(
          "IPV4",
          "IPV6",
          "L4PROTO",
          "PORT",
          "TCP_STATE",
          "STATUS",
          "TIMEOUT",
          "MARK",
          "MASTER_IPV4",
          "MASTER_IPV6",
          "MASTER_L4PROTO",
          "MASTER_PORT",
          "SNAT_IPV4",
          "DNAT_IPV4",
          "SPAT_PORT",
          "DPAT_PORT",
          "NAT_SEQ_ADJ",
          "SCTP_STATE",
          "SCTP_VTAG_ORIG",
          "SCTP_VTAG_REPL",
          "DCCP_STATE",
          "DCCP_ROLE",
          "ICMP_TYPE",
          "ICMP_CODE",
          "ICMP_ID",
          "TCP_WSCALE_ORIG",
          "TCP_WSCALE_REPL",
          "HELPER_NAME",
          "LABELS",
          "SNAT_IPV6",
          "DNAT_IPV6",
          "SYNPROXY",
          "ZONE");
  private static final List<String> EXPECT =
      List.of(
          "MASTER_IPV4",
          "MASTER_IPV6",
          "MASTER_L4PROTO",
          "MASTER_PORT",
          "EXPECT_IPV4",
          "EXPECT_IPV6",
          "EXPECT_L4PROTO",
          "EXPECT_PORT",
          "MASK_IPV4",
          "MASK_IPV6",
          "MASK_L4PROTO",
          "MASK_PORT",
          "TIMEOUT",
          "FLAGS",
          "CLASS",
          "NAT_IPV4",
          "NAT_PORT",
          "NAT_L4PROTO",
          "NAT_DIR",
          "HELPER_NAME",
          "FN");

  private WireText() {}

  /// The lines of one message. Of one that is malformed, the last line says where reading ended.
  public static List<String> lines(SyncMessage message) {
    List<String> lines = new ArrayList<>();
    lines.add(header(message));
    if (message.isData()) {
      addAttributes(message, lines);
    }
    return lines;
  }

  private static String header(SyncMessage message) {
    int type = message.type();
    String name =
        type < TYPES.size() ? TYPES.get(type) : type == SyncMessage.CTL ? "CTL" : "type " + type;
    String text =
        "%s %s len %d seq %s"
            .formatted(
                name,
                bits(message.flags(), FLAGS),
                message.length(),
                Integer.toUnsignedString(message.sequence()));
    return message.hasRange()
        ? text + " from " + unsigned(message.from()) + " to " + unsigned(message.to())
        : text;
  }

  private static void addAttributes(SyncMessage message, List<String> lines) {
    List<String> names = message.isConntrack() ? CONNTRACK : EXPECT;
    NetAttribute attribute =
        new NetAttribute()
            .wrap(message.buffer(), message.attributes(), message.offset() + message.length());
    while (attribute.hasNext()) {
      boolean fits = attribute.next();
      int number = attribute.type();
      boolean valid =
          message.isConntrack()
              ? ConntrackAttribute.isValid(number, attribute.length())
              : ExpectAttribute.isValid(number, attribute.length());
      if (!fits || !valid) {
        lines.add("  malformed: attribute %d of %d bytes".formatted(number, attribute.length()));
        return;
      }
      lines.add(
          "  "
              + names.get(number)
              + " "
              + new Value(message.buffer(), attribute).of(names.get(number)));
    }
  }

  /// Names of the bits that are set; a bit without name is a number.
  private static String bits(int value, List<String> names) {
    return value == 0
        ? "none"
        : IntStream.range(0, 32)
            .filter(bit -> (value >>> bit & 1) != 0)
            .mapToObj(
                bit -> bit < names.size() ? names.get(bit) : "0x" + Integer.toHexString(1 << bit))
            .collect(Collectors.joining("|"));
  }

  private static String unsigned(int value) {
    return Integer.toUnsignedString(value);
  }

  /// One attribute's payload.
  private record Value(MemorySegment buffer, long at, int length) {
    Value(MemorySegment buffer, NetAttribute attribute) {
      this(buffer, attribute.payload(), attribute.length() - NetAttribute.HEADER);
    }

    String of(String name) {
      return switch (name) {
        case "L4PROTO", "MASTER_L4PROTO", "EXPECT_L4PROTO", "MASK_L4PROTO", "NAT_L4PROTO" ->
            protocol();
        case "TCP_STATE" -> TcpState.name(number());
        case "STATUS" -> bits(word(0), Status.names());
        case "TIMEOUT" -> unsigned(word(0)) + " s";
        case "MARK" -> "0x" + Integer.toHexString(word(0));
        case "SPAT_PORT", "DPAT_PORT" -> "port " + swapped();
        case "ICMP_ID" -> "id 0x%04x".formatted(swapped());
        case "HELPER_NAME", "FN" -> string();
        case "LABELS" -> labels();
        case "SYNPROXY" ->
            "its=%s isn=%s tsoff=%s"
                .formatted(unsigned(word(0)), unsigned(word(4)), unsigned(word(8)));
        case "NAT_SEQ_ADJ" -> "orig " + adjustment(0) + ", repl " + adjustment(12);
        default -> byShape(name);
      };
    }

    private String byShape(String name) {
      if (name.contains("PORT")) {
        return (word(0) >>> 16) + " -> " + (word(0) & 0xffff);
      }
      if (!name.contains("IPV")) {
        return unsigned(number());
      }
      return switch (length) {
        case 4, 16 -> address(0, length).toString();
        default -> address(0, length / 2) + " -> " + address(length / 2, length / 2);
      };
    }

    private int number() {
      return switch (length) {
        case 1 -> buffer.get(U8, at) & 0xff;
        case 2 -> buffer.get(U16, at) & 0xffff;
        default -> word(0);
      };
    }

    private int word(int offset) {
      return buffer.get(U32, at + offset);
    }

    private int swapped() {
      return buffer.get(U16_SWAPPED, at) & 0xffff;
    }

    private String protocol() {
      String name = Protocol.name(number());
      return name.equals("unknown") ? "protocol " + number() : name;
    }

    private Address address(int offset, int size) {
      return Address.ofBytes(buffer.asSlice(at + offset, size).toArray(U8));
    }

    private String string() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length && buffer.get(U8, at + i) != 0; i++) {
        int next = buffer.get(U8, at + i) & 0xff;
        text.append(next >= ' ' && next < 0x7f ? (char) next : '?');
      }
      return "'" + text + "'";
    }

    private String labels() {
      if (length % 4 != 0) {
        return "(ignored)";
      }
      return IntStream.range(0, length * 8)
          .filter(bit -> (word(bit / 32 * 4) >>> bit % 32 & 1) != 0)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(",", "bits ", ""));
    }

    private String adjustment(int offset) {
      return "pos=%s before=%d after=%d"
          .formatted(unsigned(word(offset)), word(offset + 4), word(offset + 8));
    }
  }
}
