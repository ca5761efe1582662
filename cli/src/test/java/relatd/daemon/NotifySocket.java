// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import relatd.posix.Fd;
import relatd.posix.Posix;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// What systemd listens on, at the bytes.
final class NotifySocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Fd fd;
  private final String name;

  /// @param name a path, or an abstract name with a leading `@`
  NotifySocket(String name) {
    this.name = name;
    fd = new Fd(Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0), "make a socket");
    assertThat(Sockets.bind(fd.number(), SocketName.unix(name))).as("bind %s", name).isZero();
  }

  String name() {
    return name;
  }

  /// The next datagram.
  String next() {
    String text = poll(PATIENCE_MILLIS);
    assertThat(text).as("a datagram").isNotEmpty();
    return text;
  }

  /// Whether nothing has come.
  boolean isSilent() {
    return poll(0).isEmpty();
  }

  /// What has come by now.
  List<String> rest() {
    List<String> all = new ArrayList<>();
    for (String text = poll(0); !text.isEmpty(); text = poll(0)) {
      all.add(text);
    }
    return all;
  }

  private String poll(int millis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(Posix.POLLFD_BYTES, 4);
      entry.set(ValueLayout.JAVA_INT, 0, fd.number());
      entry.set(ValueLayout.JAVA_SHORT, 4, (short) Posix.POLLIN);
      if (Posix.poll(entry, 1, millis) <= 0) {
        return "";
      }
      MemorySegment bytes = arena.allocate(1024);
      int got = Sockets.recv(fd.number(), bytes, 0, 1024, 0);
      byte[] text = bytes.asSlice(0, Math.max(0, got)).toArray(ValueLayout.JAVA_BYTE);
      return new String(text, StandardCharsets.US_ASCII);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
