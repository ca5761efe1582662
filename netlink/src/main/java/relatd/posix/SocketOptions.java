// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// The options of one socket. Belongs to the socket's owner.
public final class SocketOptions {
  private static final int TIMEVAL_BYTES = 16;
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
