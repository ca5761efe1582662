// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static relatd.ffi.NativeFunction.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import relatd.ffi.NativeFunction;

/// System calls that are not about sockets. The C result, or the negative errno where C has -1.
public final class Posix {
  /// `flock`: exclusive, and do not wait.
  public static final int LOCK_EX = 2;

  public static final int LOCK_NB = 4;
  public static final int LOCK_UN = 8;

  public static final int POLLIN = 1;
  public static final int POLLOUT = 4;
  public static final int POLLERR = 8;
  public static final int POLLHUP = 16;

  /// `sizeof(struct pollfd)`: `int fd`, `short events`, `short revents`.
  public static final int POLLFD_BYTES = 8;

  /// A network namespace, for [#unshare] and [#setns].
  public static final int CLONE_NEWNET = 0x4000_0000;

  static final int EFD_NONBLOCK = 0x800;
  static final int EFD_CLOEXEC = 0x80000;

  private static final NativeFunction CLOSE = libc("int close(int fd)");
  private static final NativeFunction READ = libc("ssize_t read(int fd, void *buf, size_t count)");
  private static final NativeFunction WRITE =
      libc("ssize_t write(int fd, const void *buf, size_t count)");
  private static final NativeFunction POLL =
      libc("int poll(struct pollfd *fds, nfds_t nfds, int timeout)");
  private static final NativeFunction EVENTFD =
      libc("int eventfd(unsigned int initval, int flags)");
  private static final NativeFunction UMASK = libc("mode_t umask(mode_t mask)");
  private static final NativeFunction FLOCK = libc("int flock(int fd, int operation)");
  private static final NativeFunction OPEN = libc("int open(const char *path, int flags, ...)");
  private static final NativeFunction GETUID = libc("uid_t getuid(void)");
  private static final NativeFunction GETEUID = libc("uid_t geteuid(void)");
  private static final NativeFunction GETTID = libc("pid_t gettid(void)");
  private static final NativeFunction UNSHARE = libc("int unshare(int flags)");
  private static final NativeFunction SETNS = libc("int setns(int fd, int nstype)");

  private static final NativeFunction SETPRIORITY =
      libc("int setpriority(int which, id_t who, int prio)");
  private static final int PRIO_PROCESS = 0;
  private static final NativeFunction GETRANDOM =
      libc("ssize_t getrandom(void *buf, size_t buflen, unsigned int flags)");

  private Posix() {}

  public static int close(int fd) {
    return CLOSE.system(fd, 0, 0, 0, 0, 0);
  }

  public static int read(int fd, MemorySegment into, long from, long bytes) {
    int result = READ.system(fd, into.address() + from, bytes, 0, 0, 0);
    Reference.reachabilityFence(into);
    return result;
  }

  public static int write(int fd, MemorySegment source, long from, long bytes) {
    int result = WRITE.system(fd, source.address() + from, bytes, 0, 0, 0);
    Reference.reachabilityFence(source);
    return result;
  }

  /// @param entries `struct pollfd` one behind the other
  /// @param millis -1 waits for ever
  public static int poll(MemorySegment entries, int count, int millis) {
    int result = POLL.system(entries.address(), count, millis, 0, 0, 0);
    Reference.reachabilityFence(entries);
    return result;
  }

  /// A counter that epoll can wait for; non-blocking.
  public static int eventfd() {
    return EVENTFD.system(0, EFD_NONBLOCK | EFD_CLOEXEC, 0, 0, 0, 0);
  }

  /// Sets the process's file mode mask and answers the old one. Never fails.
  public static int umask(int mask) {
    return (int) UMASK.call(mask, 0, 0, 0, 0, 0);
  }

  /// Locks an open file against other open descriptions of it: `EWOULDBLOCK` (11) when it is taken.
  public static int flock(int fd, int operation) {
    return FLOCK.system(fd, operation, 0, 0, 0, 0);
  }

  /// @param path ends in NUL
  /// @param mode permissions of a file that is made, before the mask
  public static int open(MemorySegment path, int flags, int mode) {
    int result = OPEN.system(path.address(), flags, mode, 0, 0, 0);
    Reference.reachabilityFence(path);
    return result;
  }

  public static int getuid() {
    return (int) GETUID.call(0, 0, 0, 0, 0, 0);
  }

  public static int geteuid() {
    return (int) GETEUID.call(0, 0, 0, 0, 0, 0);
  }

  /// The kernel's number of the calling thread: what `Nice` and `Scheduler` are applied to.
  public static int gettid() {
    return (int) GETTID.call(0, 0, 0, 0, 0, 0);
  }

  /// Sets the nice value of one thread.
  ///
  /// @param thread of [#gettid]
  public static int setpriority(int thread, int nice) {
    return SETPRIORITY.system(PRIO_PROCESS, thread, nice, 0, 0, 0);
  }

  /// Moves the calling thread, and no other, into new namespaces.
  public static int unshare(int flags) {
    return UNSHARE.system(flags, 0, 0, 0, 0, 0);
  }

  /// Moves the calling thread into the namespace of an open `/proc/PID/ns` file.
  public static int setns(int fd, int type) {
    return SETNS.system(fd, type, 0, 0, 0, 0);
  }

  /// Eight bytes that nobody can foretell, for the seed of a hash: getrandom(2), which needs no
  /// security provider to be looked for and loaded.
  public static long randomLong() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
      // So few bytes come whole, and no signal interrupts them.
      int bytes = GETRANDOM.system(value.address(), Long.BYTES, 0, 0, 0, 0);
      SystemException.check(bytes, "read random bytes");
      return value.get(ValueLayout.JAVA_LONG, 0);
    }
  }
}
