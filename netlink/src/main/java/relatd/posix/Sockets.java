// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static relatd.ffi.NativeFunction.libc;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import relatd.ffi.NativeFunction;

/// Socket system calls and their numbers. The C result, or the negative errno where C has -1.
public final class Sockets {
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;

  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;

  public static final int SOL_SOCKET = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_ERROR = 4;
  public static final int SO_SNDBUF = 7;
  public static final int SO_RCVBUF = 8;
  public static final int SO_KEEPALIVE = 9;
  public static final int SO_NO_CHECK = 11;
  public static final int SO_PEERCRED = 17;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_BINDTODEVICE = 25;
  public static final int SO_ATTACH_FILTER = 26;
  public static final int SO_SNDBUFFORCE = 32;
  public static final int SO_RCVBUFFORCE = 33;
  public static final int SO_MEMINFO = 55;

  public static final int IPPROTO_IP = 0;
  public static final int IP_MULTICAST_IF = 32;
  public static final int IP_MULTICAST_TTL = 33;
  public static final int IP_MULTICAST_LOOP = 34;
  public static final int IP_ADD_MEMBERSHIP = 35;
  public static final int IP_MULTICAST_ALL = 49;

  public static final int IPPROTO_IPV6 = 41;
  public static final int IPV6_MULTICAST_IF = 17;
  public static final int IPV6_MULTICAST_HOPS = 18;
  public static final int IPV6_MULTICAST_LOOP = 19;
  public static final int IPV6_ADD_MEMBERSHIP = 20;
  public static final int IPV6_V6ONLY = 26;
  public static final int IPV6_MULTICAST_ALL = 29;

  public static final int IPPROTO_TCP = 6;
  public static final int TCP_NODELAY = 1;

  public static final int SOL_UDP = 17;

  /// Since Linux 4.18: one send makes many datagrams of this size.
  public static final int UDP_SEGMENT = 103;

  public static final int MSG_PEEK = 0x2;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_NOSIGNAL = 0x4000;

  /// `recvmmsg`: wait for the first message alone.
  public static final int MSG_WAITFORONE = 0x10000;

  private static final NativeFunction SOCKET =
      libc("int socket(int domain, int type, int protocol)");
  private static final NativeFunction SOCKETPAIR =
      libc("int socketpair(int domain, int type, int protocol, int *sv)");
  private static final NativeFunction BIND =
      libc("int bind(int fd, const struct sockaddr *addr, socklen_t len)");
  private static final NativeFunction CONNECT =
      libc("int connect(int fd, const struct sockaddr *addr, socklen_t len)");
  private static final NativeFunction LISTEN = libc("int listen(int fd, int backlog)");
  private static final NativeFunction ACCEPT =
      libc("int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)");
  private static final NativeFunction GETSOCKNAME =
      libc("int getsockname(int fd, struct sockaddr *addr, socklen_t *len)");
  private static final NativeFunction SETSOCKOPT =
      libc("int setsockopt(int fd, int level, int name, const void *value, socklen_t len)");
  private static final NativeFunction GETSOCKOPT =
      libc("int getsockopt(int fd, int level, int name, void *value, socklen_t *len)");
  private static final NativeFunction SEND =
      libc("ssize_t send(int fd, const void *buf, size_t len, int flags)");
  private static final NativeFunction SENDTO =
      libc(
          "ssize_t sendto(int fd, const void *buf, size_t len, int flags,"
              + " const struct sockaddr *addr, socklen_t addrlen)");
  private static final NativeFunction RECV =
      libc("ssize_t recv(int fd, void *buf, size_t len, int flags)");
  private static final NativeFunction RECVMMSG =
      libc(
          "int recvmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags,"
              + " struct timespec *timeout)");
  private static final NativeFunction SENDMMSG =
      libc("int sendmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags)");

  private Sockets() {}

  public static int socket(int domain, int type, int protocol) {
    return SOCKET.system(domain, type, protocol, 0, 0, 0);
  }

  /// @param pair takes two ints
  public static int socketpair(int domain, int type, int protocol, MemorySegment pair) {
    int result = SOCKETPAIR.system(domain, type, protocol, pair.address(), 0, 0);
    Reference.reachabilityFence(pair);
    return result;
  }

  public static int bind(int fd, SocketName name) {
    int result = BIND.system(fd, name.bytes().address(), name.length(), 0, 0, 0);
    Reference.reachabilityFence(name);
    return result;
  }

  public static int connect(int fd, SocketName name) {
    int result = CONNECT.system(fd, name.bytes().address(), name.length(), 0, 0, 0);
    Reference.reachabilityFence(name);
    return result;
  }

  public static int listen(int fd, int backlog) {
    return LISTEN.system(fd, backlog, 0, 0, 0, 0);
  }

  /// @param flags `SOCK_NONBLOCK`, `SOCK_CLOEXEC`
  public static int accept(int fd, int flags) {
    return ACCEPT.system(fd, 0, 0, flags, 0, 0);
  }

  /// @param length in: room, out: bytes of the name
  public static int getsockname(int fd, MemorySegment name, MemorySegment length) {
    int result = GETSOCKNAME.system(fd, name.address(), length.address(), 0, 0, 0);
    Reference.reachabilityFence(name);
    Reference.reachabilityFence(length);
    return result;
  }

  public static int setsockopt(int fd, int level, int option, MemorySegment value) {
    int result = SETSOCKOPT.system(fd, level, option, value.address(), value.byteSize(), 0);
    Reference.reachabilityFence(value);
    return result;
  }

  /// @param length in: room, out: bytes of the value
  public static int getsockopt(
      int fd, int level, int option, MemorySegment value, MemorySegment length) {
    int result = GETSOCKOPT.system(fd, level, option, value.address(), length.address(), 0);
    Reference.reachabilityFence(value);
    Reference.reachabilityFence(length);
    return result;
  }

  public static int send(int fd, MemorySegment source, long from, long bytes, int flags) {
    int result = SEND.system(fd, source.address() + from, bytes, flags, 0, 0);
    Reference.reachabilityFence(source);
    return result;
  }

  public static int sendto(
      int fd, MemorySegment source, long from, long bytes, int flags, SocketName to) {
    int result =
        SENDTO.system(fd, source.address() + from, bytes, flags, to.bytes().address(), to.length());
    Reference.reachabilityFence(source);
    Reference.reachabilityFence(to);
    return result;
  }

  public static int recv(int fd, MemorySegment into, long from, long bytes, int flags) {
    int result = RECV.system(fd, into.address() + from, bytes, flags, 0, 0);
    Reference.reachabilityFence(into);
    return result;
  }

  /// No time limit: the C function checks it only after a message has come. Use `SO_RCVTIMEO`.
  static int recvmmsg(int fd, MemorySegment headers, long from, int count, int flags) {
    int result = RECVMMSG.system(fd, headers.address() + from, count, flags, 0, 0);
    Reference.reachabilityFence(headers);
    return result;
  }

  static int sendmmsg(int fd, MemorySegment headers, long from, int count, int flags) {
    int result = SENDMMSG.system(fd, headers.address() + from, count, flags, 0, 0);
    Reference.reachabilityFence(headers);
    return result;
  }
}
