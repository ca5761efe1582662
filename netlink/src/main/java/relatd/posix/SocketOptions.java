// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import relatd.conntrack.Address;
import relatd.conntrack.Family;

/// The options of one socket. Belongs to the socket's owner.
public final class SocketOptions {
  static final int TIMEVAL_BYTES = 16;
  static final int IFNAMSIZ = 16;
  static final int IP_MREQN_BYTES = 12;
  static final int IPV6_MREQ_BYTES = 20;

  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int MEMINFO_BYTES = 36;
  private static final int MEMINFO_DROPS = 8;

  private final Fd fd;
  private final MemorySegment value;
  private final MemorySegment length;

  /// @param arena lives as long as the socket
  public SocketOptions(Arena arena, Fd fd) {
    this.fd = fd;
    this.value = arena.allocate(MEMINFO_BYTES, 8);
    this.length = arena.allocate(JAVA_INT);
  }

  /// Sets an option whose value is an `int`.
  ///
  /// @return 0 or the negative errno
  public int set(int level, int option, int number) {
    value.set(JAVA_INT, 0, number);
    return Sockets.setsockopt(fd.number(), level, option, value.asSlice(0, 4));
  }

  /// Reads an option whose value is an `int`.
  public int get(int level, int option) {
    read(level, option, 4);
    return value.get(JAVA_INT, 0);
  }

  /// Whether the kernel knows an option whose value is an `int`.
  public boolean has(int level, int option) {
    length.set(JAVA_INT, 0, 4);
    return Sockets.getsockopt(fd.number(), level, option, value, length) >= 0;
  }

  /// Ties the socket to one device. Needs CAP_NET_RAW.
  public void bindToDevice(String device) {
    byte[] name = device.getBytes(StandardCharsets.US_ASCII);
    value.fill((byte) 0);
    MemorySegment.copy(name, 0, value, JAVA_BYTE, 0, Math.min(name.length, IFNAMSIZ - 1));
    SystemException.check(
        setStruct(Sockets.SOL_SOCKET, Sockets.SO_BINDTODEVICE, IFNAMSIZ),
        "bind a socket to device " + device);
  }

  /// Takes part in a multicast group on one device.
  ///
  /// ```
  /// ip_mreqn    be32 group | be32 own address | s32 interface index
  /// ipv6_mreq   16 group   | u32 interface index
  /// ```
  ///
  /// @param own address of the device, for IPv4; the index is used when it is the unspecified one
  /// @param index of the device
  public void join(Address group, Address own, int index) {
    int result;
    if (group.family() == Family.INET) {
      value.set(U32_BE, 0, (int) group.low());
      mreqn(own, index);
      result = setStruct(Sockets.IPPROTO_IP, Sockets.IP_ADD_MEMBERSHIP, IP_MREQN_BYTES);
    } else {
      value.set(U64_BE, 0, group.high());
      value.set(U64_BE, 8, group.low());
      value.set(JAVA_INT, 16, index);
      result = setStruct(Sockets.IPPROTO_IPV6, Sockets.IPV6_ADD_MEMBERSHIP, IPV6_MREQ_BYTES);
    }
    SystemException.check(result, "join group " + group);
  }

  /// Which device multicast datagrams leave by; parameters as of [#join].
  public void multicastDevice(Address own, int index) {
    int result;
    if (own.family() == Family.INET) {
      value.set(JAVA_INT, 0, 0);
      mreqn(own, index);
      result = setStruct(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_IF, IP_MREQN_BYTES);
    } else {
      result = set(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_IF, index);
    }
    SystemException.check(result, "choose the device for multicast datagrams");
  }

  private int setStruct(int level, int option, int bytes) {
    return Sockets.setsockopt(fd.number(), level, option, value.asSlice(0, bytes));
  }

  private void mreqn(Address own, int index) {
    value.set(U32_BE, 4, (int) own.low());
    // An index goes before an address, and the address is what the administrator wrote.
    value.set(JAVA_INT, 8, own.low() == 0 ? index : 0);
  }

  /// Asks for a receive buffer, beyond the system's limit where CAP_NET_ADMIN allows that.
  ///
  /// @return bytes granted, counted as asked for (the kernel itself doubles the number)
  public int receiveBuffer(int bytes) {
    return resize(Sockets.SO_RCVBUFFORCE, Sockets.SO_RCVBUF, bytes);
  }

  /// As [#receiveBuffer], for sending.
  public int sendBuffer(int bytes) {
    return resize(Sockets.SO_SNDBUFFORCE, Sockets.SO_SNDBUF, bytes);
  }

  private int resize(int forced, int plain, int bytes) {
    if (set(Sockets.SOL_SOCKET, forced, bytes) < 0) {
      SystemException.check(set(Sockets.SOL_SOCKET, plain, bytes), "resize a socket's buffer");
    }
    return get(Sockets.SOL_SOCKET, plain) / 2;
  }

  /// How long a blocking read waits before it answers `EAGAIN`; zero waits for ever.
  public void receiveTimeout(Duration timeout) {
    value.set(JAVA_LONG, 0, timeout.toSeconds());
    value.set(JAVA_LONG, 8, timeout.toNanosPart() / 1000);
    MemorySegment timeval = value.asSlice(0, TIMEVAL_BYTES);
    SystemException.check(
        Sockets.setsockopt(fd.number(), Sockets.SOL_SOCKET, Sockets.SO_RCVTIMEO, timeval),
        "set a socket's time limit");
  }

  /// Messages that found no room in the receive buffer since the socket was opened (`SO_MEMINFO`).
  public int drops() {
    read(Sockets.SOL_SOCKET, Sockets.SO_MEMINFO, MEMINFO_BYTES);
    return value.get(JAVA_INT, MEMINFO_DROPS * 4L);
  }

  private void read(int level, int option, int bytes) {
    length.set(JAVA_INT, 0, bytes);
    SystemException.check(
        Sockets.getsockopt(fd.number(), level, option, value, length), "read a socket's option");
  }
}
