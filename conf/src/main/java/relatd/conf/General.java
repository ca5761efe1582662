// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;
import java.util.OptionalInt;

/// Section General.
///
/// @param hashSize buckets of each cache of the C program; a hint for ours
/// @param hashLimit entries that a cache may hold
/// @param logFile where to log; empty is nowhere
/// @param syslog facility; empty is off
/// @param lockFile exists while the daemon runs
/// @param controlSocket path of the UNIX socket for the client; empty when none was given
/// @param netlinkBuffer event socket
/// @param pollSeconds dump the kernel's table that often instead of listening to events
/// @param scheduler what the daemon asks the kernel for
/// @param systemd whether to tell systemd about the daemon's life
/// @param filter what to leave out
public record General(
    int hashSize,
    int hashLimit,
    Optional<String> logFile,
    Optional<Facility> syslog,
    String lockFile,
    Optional<String> controlSocket,
    NetlinkBuffer netlinkBuffer,
    OptionalInt pollSeconds,
    Scheduler scheduler,
    boolean systemd,
    Filter filter) {

  public static final int DEFAULT_HASH_SIZE = 65536;
  public static final int DEFAULT_HASH_LIMIT = 262144;
  public static final String DEFAULT_LOG_FILE = "/var/log/conntrackd.log";
  public static final String DEFAULT_LOCK_FILE = "/var/lock/conntrackd.lock";
}
