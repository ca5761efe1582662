// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;

/// A `struct sockaddr` in native memory, for bind, connect and sendto. Lives as long as it is
/// referred to.
///
/// ```
/// sockaddr_nl   u16 family | u16 0     | u32 port id | u32 groups
/// sockaddr_un   u16 family | path, NUL; an abstract name begins with NUL and has no end mark
/// sockaddr_in   u16 family | be16 port | be32 address | 8 unused
/// sockaddr_in6  u16 family | be16 port | be32 flow | 16 address | u32 scope
/// ```
public final class SocketName {
  static final int NETLINK_BYTES = 12;
  static final int UNIX_BYTES = 110;
  static final int INET_BYTES = 16;
  static final int INET6_BYTES = 28;
  static final int PATH = 2;

  /// Longest path, end mark included (`UNIX_PATH_MAX`).
  public static final int UNIX_PATH_MAX = UNIX_BYTES - PATH;

  private static final ValueLayout.OfShort U16_BE =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32_BE =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment bytes;
  private final int length;

  private SocketName(MemorySegment bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /// @param portId 0: the kernel chooses
  public static SocketName netlink(int portId) {
    MemorySegment name = of(Sockets.AF_NETLINK, NETLINK_BYTES);
    name.set(JAVA_INT_UNALIGNED, 4, portId);
    return new SocketName(name, NETLINK_BYTES);
  }

  /// A path, or an abstract name written with a leading `@`, as systemd hands out `NOTIFY_SOCKET`.
  ///
  /// @throws IllegalArgumentException when it is empty or too long
  public static SocketName unix(String path) {
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = path.startsWith("@");
    int needed = isAbstract ? text.length : text.length + 1;
    if (text.length == 0 || needed > UNIX_PATH_MAX) {
      throw new IllegalArgumentException(
          "the path of a UNIX socket has 1 to " + (UNIX_PATH_MAX - 1) + " bytes: " + path);
    }
    MemorySegment name = of(Sockets.AF_UNIX, UNIX_BYTES);
    MemorySegment.copy(text, 0, name, JAVA_BYTE, PATH, text.length);
    if (isAbstract) {
      name.set(JAVA_BYTE, PATH, (byte) 0);
    }
    return new SocketName(name, PATH + needed);
  }

  /// @param scope interface index of a link-local address, else 0; IPv6 only
  public static SocketName inet(Endpoint endpoint, int scope) {
    Address address = endpoint.address();
    boolean four = address.family() == Family.INET;
    int size = four ? INET_BYTES : INET6_BYTES;
    MemorySegment name = of(address.family().number(), size);
    name.set(U16_BE, 2, (short) endpoint.port());
    if (four) {
      name.set(U32_BE, 4, (int) address.low());
    } else {
      name.set(U64_BE, 8, address.high());
      name.set(U64_BE, 16, address.low());
      name.set(JAVA_INT_UNALIGNED, 24, scope);
    }
    return new SocketName(name, size);
  }

  MemorySegment bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private static MemorySegment of(int family, int size) {
    MemorySegment name = Arena.ofAuto().allocate(size, 8);
    name.set(JAVA_SHORT_UNALIGNED, 0, (short) family);
    return name;
  }
}
