// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/// Prints an [AttributeTree].
///
/// ```
/// type=0x0100 flags=0x600 seq=0 pid=0 len=196 family=2 ver=0 res=0
///   TUPLE_ORIG(1) NESTED len=52
///     IP(1) NESTED len=20
///       V4_SRC(1) len=8 0a630102
/// ```
///
/// `len` counts the attribute's header; values are hexadecimal, texts are quoted; `N` marks a nest
/// whose inside has no table.
final class AttributeTreeText {
  private static final HexFormat HEX = HexFormat.of();

  private final AttributeTree tree;
  private final StringBuilder out = new StringBuilder();

  AttributeTreeText(AttributeTree tree) {
    this.tree = tree;
  }

  String text() {
    if (tree.isError()) {
      error();
    } else if (tree.isDone()) {
      header("NLMSG_DONE");
      out.append(" data=").append(HEX.formatHex(tree.fixed)).append('\n');
    } else if (tree.isLink()) {
      link();
    } else if (tree.isFlat()) {
      out.append("type=0x%04x flags=0x%x".formatted(tree.type, tree.flags));
      out.append(" len=").append(tree.length).append(" res=").append(resourceId());
      out.append(" attrs:");
      tree.nodes.forEach(n -> out.append(' ').append(n.number()).append('=').append(hex(n)));
      out.append('\n');
    } else {
      nfnetlink();
    }
    return out.toString();
  }

  private void header(String what) {
    out.append(what).append(" flags=0x").append(Integer.toHexString(tree.flags));
    out.append(" seq=").append(Integer.toUnsignedString(tree.sequence));
    out.append(" pid=").append(Integer.toUnsignedString(tree.portId));
    out.append(" len=").append(tree.length);
  }

  private void error() {
    int error = host(tree.fixed.length < 4 ? new byte[4] : tree.fixed).getInt(0);
    header("NLMSG_ERROR err=" + error + "(" + errno(-error) + ")");
    out.append('\n');
    for (AttributeTree.Node node : tree.nodes) {
      out.append("   extack attr ").append(node.number()).append(": ");
      quote(((AttributeTree.Value) node).bytes());
      out.append('\n');
    }
  }

  /// The errors that this side of netlink knows; others stay numbers.
  private static String errno(int number) {
    return switch (number) {
      case 1 -> "EPERM";
      case 2 -> "ENOENT";
      case 12 -> "ENOMEM";
      case 16 -> "EBUSY";
      case 17 -> "EEXIST";
      case 19 -> "ENODEV";
      case 22 -> "EINVAL";
      case 24 -> "EMFILE";
      case 28 -> "ENOSPC";
      case 34 -> "ERANGE";
      case 62 -> "ETIME";
      case 95 -> "EOPNOTSUPP";
      case 114 -> "EALREADY";
      default -> "";
    };
  }

  /// `struct ifinfomsg`: family, pad, u16 hardware type, i32 index, u32 flags, u32 changed flags.
  private void link() {
    ByteBuffer info = host(tree.fixed);
    out.append("rtnl type=%d flags=0x%x len=%d".formatted(tree.type, tree.flags, tree.length));
    out.append(" index=%d ifi_flags=0x%x".formatted(info.getInt(4), info.getInt(8)));
    out.append(" change=0x%x attrs:".formatted(info.getInt(12)));
    tree.nodes.forEach(n -> out.append(' ').append(n.number()).append(':').append(n.length() - 4));
    out.append('\n');
  }

  private void nfnetlink() {
    header("type=0x%04x".formatted(tree.type));
    out.append(" family=").append(tree.fixed[0] & 0xff);
    out.append(" ver=").append(tree.fixed[1] & 0xff);
    out.append(" res=").append(resourceId()).append('\n');
    nodes(tree.nodes, tree.names, 1);
  }

  private int resourceId() {
    return (tree.fixed[2] & 0xff) << 8 | tree.fixed[3] & 0xff;
  }

  private void nodes(List<AttributeTree.Node> nodes, AttributeNames names, int depth) {
    for (AttributeTree.Node node : nodes) {
      out.repeat("  ", depth);
      out.append(names.name(node.number())).append('(').append(node.number()).append(')');
      switch (node) {
        case AttributeTree.Nest nest -> {
          out.append(" NESTED len=").append(nest.length()).append('\n');
          nodes(nest.nodes(), nest.names(), depth + 1);
        }
        case AttributeTree.Value value -> {
          out.append(value.isNested() ? " N len=" : " len=").append(value.length()).append(' ');
          if (names.isText(value.number())) {
            quote(value.bytes());
          } else {
            out.append(HEX.formatHex(value.bytes()));
          }
          out.append('\n');
        }
      }
    }
  }

  private static String hex(AttributeTree.Node node) {
    return HEX.formatHex(((AttributeTree.Value) node).bytes());
  }

  /// Bytes with the unprintable ones escaped, between `b'` and `'`.
  private void quote(byte[] bytes) {
    out.append("b'");
    for (byte each : bytes) {
      switch (each) {
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (each >= ' ' && each <= '~') {
            out.append((char) each);
          } else {
            out.append("\\x").append(HEX.toHexDigits(each));
          }
        }
      }
    }
    out.append('\'');
  }

  private static ByteBuffer host(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
