// SPDX-License-Identifier: Apache-2.0
package relatd.posix.cold;

import java.nio.charset.StandardCharsets;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import relatd.posix.SystemException;

/// The daemon's rare requests to the operating system. May be shared between threads; the calls
/// that act on a thread take its number.
public final class ColdPosix {
  /// `RLIMIT_NOFILE`: open files. `RLIMIT_MEMLOCK`: bytes that may be locked.
  public static final int RLIMIT_NOFILE = 7;

  public static final int RLIMIT_MEMLOCK = 8;

  /// Limit of a resource that has none.
  public static final long RLIM_INFINITY = -1;

  public static final int SCHED_OTHER = 0;
  public static final int SCHED_FIFO = 1;
  public static final int SCHED_RR = 2;
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

  /// Severities and facilities of `syslog.h`; a priority is one of each, added.
  public static final int LOG_ERR = 3;

  public static final int LOG_WARNING = 4;
  public static final int LOG_NOTICE = 5;
  public static final int LOG_INFO = 6;
  public static final int LOG_DEBUG = 7;
  public static final int LOG_DAEMON = 3 << 3;
  public static final int LOG_LOCAL0 = 16 << 3;

  static final int LOG_PID = 1;
  static final int PRIO_PROCESS = 0;
  static final int MCL_CURRENT = 1;
  static final int MCL_FUTURE = 2;
  static final int PR_SET_KEEPCAPS = 8;
  static final int PR_GET_KEEPCAPS = 7;
  static final int PR_SET_NO_NEW_PRIVS = 38;

  private final CLibrary c;
  private final Runtime runtime;

  /// What `openlog` was given last: it keeps the pointer, so this keeps the memory.
  private Pointer ident;

  private ColdPosix(CLibrary c) {
    this.c = c;
    this.runtime = Runtime.getRuntime(c);
  }

  /// Loads jnr-ffi; a third of a second.
  public static ColdPosix load() {
    return new ColdPosix(LibraryLoader.create(CLibrary.class).load("c"));
  }

  /// Sets a thread's nice value, -20 (first) to 19 (last). Below its present one needs
  /// CAP_SYS_NICE.
  public void setPriority(int tid, int nice) {
    check(c.setpriority(PRIO_PROCESS, tid, nice), "set the priority of thread " + tid);
  }

  /// A thread's nice value.
  public int priority(int tid) {
    runtime.setLastError(0);
    int nice = c.getpriority(PRIO_PROCESS, tid);
    if (nice == -1 && runtime.getLastError() != 0) {
      check(nice, "read the priority of thread " + tid);
    }
    return nice;
  }

  /// Sets a thread's scheduling policy. It is that thread's alone: those that it starts later are
  /// ordinary ones, while they would inherit it otherwise (sched(7), `SCHED_RESET_ON_FORK`).
  ///
  /// @param priority 1 to 99 for `SCHED_FIFO` and `SCHED_RR`, 0 for `SCHED_OTHER`
  public void setScheduler(int tid, int policy, int priority) {
    check(
        c.sched_setscheduler(tid, policy | SCHED_RESET_ON_FORK, new int[] {priority}),
        "set the scheduler of thread " + tid);
  }

  /// A thread's scheduling policy.
  public int scheduler(int tid) {
    int policy = check(c.sched_getscheduler(tid), "read the scheduler of thread " + tid);
    return policy & ~SCHED_RESET_ON_FORK;
  }

  /// Limits of the process.
  ///
  /// @param soft what counts now; compare unsigned
  /// @param hard how far it may be raised
  public record Limit(long soft, long hard) {}

  public Limit limit(int resource) {
    long[] limit = new long[2];
    check(c.getrlimit(resource, limit), "read resource limit " + resource);
    return new Limit(limit[0], limit[1]);
  }

  /// Raising the hard limit needs CAP_SYS_RESOURCE.
  public void setLimit(int resource, Limit limit) {
    check(
        c.setrlimit(resource, new long[] {limit.soft(), limit.hard()}),
        "set resource limit " + resource);
  }

  /// Keeps all of the process in memory, also what it will map later.
  public void lockMemory() {
    check(c.mlockall(MCL_CURRENT | MCL_FUTURE), "lock memory");
  }

  /// Whether capabilities outlive the change to another user. Of the calling thread.
  public void keepCapabilities(boolean keep) {
    check(c.prctl(PR_SET_KEEPCAPS, keep ? 1 : 0, 0, 0, 0), "keep capabilities");
  }

  boolean keepsCapabilities() {
    return check(c.prctl(PR_GET_KEEPCAPS, 0, 0, 0, 0), "read whether capabilities are kept") == 1;
  }

  /// Never again more privileges, whatever is executed. Of the calling thread and those it makes.
  public void forbidNewPrivileges() {
    check(c.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "forbid new privileges");
  }

  /// Becomes another user for good: all threads, without supplementary groups.
  public void becomeUser(int uid, int gid) {
    check(c.setgroups(0, new int[] {0}), "give up supplementary groups");
    check(c.setgid(gid), "become group " + gid);
    check(c.setuid(uid), "become user " + uid);
  }

  /// Begins logging under a name, process id added.
  public synchronized void openLog(String name, int facility) {
    byte[] bytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
    Pointer next = Memory.allocateDirect(runtime, bytes.length);
    next.put(0, bytes, 0, bytes.length);
    c.openlog(next, LOG_PID, facility);
    ident = next;
  }

  /// One line for the system log; a percent sign in it is just that.
  public void log(int priority, String line) {
    c.syslog(priority, "%s", line);
  }

  public synchronized void closeLog() {
    c.closelog();
    ident = null;
  }

  private int check(int result, String operation) {
    if (result == -1) {
      throw new SystemException(operation, runtime.getLastError());
    }
    return result;
  }
}
