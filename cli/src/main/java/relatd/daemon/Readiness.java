// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import relatd.posix.Posix;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// Tells systemd of the daemon's life (sd_notify(3)): one datagram per message to `$NOTIFY_SOCKET`.
/// Silent where there is none.
final class Readiness {
  private static final long HALF_MICROSECOND_NANOS = 500;

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;

  /// @param enabled the configuration's `Systemd`
  Readiness(boolean enabled, Map<String, String> environment) {
    socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(_ -> enabled);
    watchdog =
        socket
            .flatMap(_ -> Optional.ofNullable(environment.get("WATCHDOG_USEC")))
            .filter(text -> text.matches("[1-9][0-9]{0,14}"))
            .map(text -> Duration.ofNanos(Long.parseLong(text) * HALF_MICROSECOND_NANOS));
  }

  /// How often the watchdog wants to hear of us: half of what it waits.
  Optional<Duration> watchdogInterval() {
    return watchdog;
  }

  /// @param message `READY=1`, `STOPPING=1`, `WATCHDOG=1`, `MAINPID=n`
  void tell(String message) {
    socket.ifPresent(path -> send(path, message));
  }

  private static void send(String path, String message) {
    int fd = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
    if (fd < 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      byte[] text = message.getBytes(StandardCharsets.US_ASCII);
      MemorySegment bytes = arena.allocate(text.length);
      bytes.copyFrom(MemorySegment.ofArray(text));
      if (Sockets.connect(fd, SocketName.unix(path)) == 0) {
        Sockets.send(fd, bytes, 0, text.length, Sockets.MSG_NOSIGNAL);
      }
    } catch (IllegalArgumentException e) {
      // no name of a socket: nobody listens there
    } finally {
      Posix.close(fd);
    }
  }
}
