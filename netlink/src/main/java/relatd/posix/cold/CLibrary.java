// SPDX-License-Identifier: Apache-2.0
package relatd.posix.cold;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/// Functions of the C library as jnr-ffi binds them, by name and parameter types. Public for its
/// generated class alone; use [ColdPosix].
public interface CLibrary {
  /// `int setpriority(int which, id_t who, int prio)`
  int setpriority(int which, int who, int priority);

  /// `int getpriority(int which, id_t who)`
  int getpriority(int which, int who);

  /// `int sched_setscheduler(pid_t pid, int policy, const struct sched_param *param)`: a struct of
  /// one int.
  int sched_setscheduler(int tid, int policy, @In int[] priority);

  /// `int sched_getscheduler(pid_t pid)`
  int sched_getscheduler(int tid);

  /// `int getrlimit(int resource, struct rlimit *limit)`: soft and hard, 64 bits each.
  int getrlimit(int resource, @Out long[] limit);

  /// `int setrlimit(int resource, const struct rlimit *limit)`
  int setrlimit(int resource, @In long[] limit);

  /// `int mlockall(int flags)`
  int mlockall(int flags);

  /// `int prctl(int option, ...)`
  int prctl(int option, long second, long third, long fourth, long fifth);

  /// `int setgroups(size_t size, const gid_t *list)`
  int setgroups(long size, @In int[] groups);

  /// `int setgid(gid_t gid)`
  int setgid(int gid);

  /// `int setuid(uid_t uid)`
  int setuid(int uid);

  /// `void openlog(const char *ident, int option, int facility)`: keeps the pointer.
  void openlog(Pointer ident, int option, int facility);

  /// `void syslog(int priority, const char *format, ...)`
  void syslog(int priority, String format, String text);

  /// `void closelog(void)`
  void closelog();
}
