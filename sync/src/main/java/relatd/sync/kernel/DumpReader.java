// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.posix.Errno;
import relatd.posix.PageMemory;
import relatd.posix.Sockets;

/// Reads the datagrams of a dump, one after the other.
sealed interface DumpReader extends AutoCloseable permits DumpReader.Direct, ReadAhead {
  /// The kernel fills datagrams up to the largest read it has seen, at most 32 KiB.
  int LARGEST = 32 * 1024;

  /// The next datagram; what the one before has brought is void.
  ///
  /// @return its bytes, which may be more than [#LARGEST]; or a negative errno
  int receive();

  /// Where datagrams are.
  MemorySegment buffer();

  /// Where in the buffer the last one is.
  long offset();

  @Override
  void close();

  /// Whether trying again is all there is to do.
  static boolean isTransient(int result) {
    return result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number();
  }

  /// In the caller's thread. Never waits: the kernel makes a datagram while the one before is read.
  ///
  /// @param fd of the socket, which stays its owner's
  record Direct(int fd, Arena arena, MemorySegment buffer) implements DumpReader {
    static Direct of(int fd) {
      Arena arena = Arena.ofShared();
      return new Direct(fd, arena, PageMemory.map(arena, LARGEST));
    }

    @Override
    public int receive() {
      return Sockets.recv(fd, buffer, 0, LARGEST, Sockets.MSG_DONTWAIT | Sockets.MSG_TRUNC);
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
