// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static relatd.ffi.NativeFunction.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.ffi.NativeFunction;

/// One epoll descriptor and the events of its last wait.
///
/// ```
/// struct epoll_event    x86-64 (packed): u32 events | u64 data           12 bytes
///                       elsewhere:       u32 events | u32 -- | u64 data  16 bytes
/// ```
final class Epoll implements AutoCloseable {
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  static final int EVENT_BYTES = PACKED ? 12 : 16;
  static final int EVENT_DATA = PACKED ? 4 : 8;
  static final int EPOLL_CLOEXEC = 0x80000;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_DEL = 2;
  static final int EPOLL_CTL_MOD = 3;
  private static final int BATCH = 64;

  private static final NativeFunction CREATE = libc("int epoll_create1(int flags)");
  private static final NativeFunction CONTROL =
      libc("int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)");
  private static final NativeFunction WAIT =
      libc("int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)");

  private final Arena arena = Arena.ofShared();
  private final MemorySegment events = arena.allocate((long) BATCH * EVENT_BYTES, 8);
  private final MemorySegment change = arena.allocate(EVENT_BYTES, 8);
  private final Fd fd;

  Epoll() {
    fd = new Fd(CREATE.system(EPOLL_CLOEXEC, 0, 0, 0, 0, 0), "make an epoll descriptor");
  }

  /// @return 0 or the negative errno
  int control(int operation, int target, int interest, long data) {
    change.set(JAVA_INT_UNALIGNED, 0, interest);
    change.set(JAVA_LONG_UNALIGNED, EVENT_DATA, data);
    return CONTROL.system(fd.number(), operation, target, change.address(), 0, 0);
  }

  /// @param millis 0 looks, -1 waits for ever
  /// @return events that came, or the negative errno
  int await(int millis) {
    return WAIT.system(fd.number(), events.address(), BATCH, millis, 0, 0);
  }

  int events(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * EVENT_BYTES);
  }

  long data(int index) {
    return events.get(JAVA_LONG_UNALIGNED, (long) index * EVENT_BYTES + EVENT_DATA);
  }

  @Override
  public void close() {
    fd.close();
    arena.close();
  }
}
