// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import relatd.cli.Program;

/// The files of one daemon under test: configuration, lock, socket, log.
record DaemonFolder(Path path) {
  static final String READY = "-- starting in console mode --";

  /// A configuration without a section that needs the kernel.
  DaemonFolder plain() {
    return write("");
  }

  /// One FTP helper on that queue.
  DaemonFolder helper(int queue) {
    return write("Helper { Type ftp inet tcp { QueueNum %d } }\n".formatted(queue));
  }

  /// @param sections what stands before the section General
  DaemonFolder write(String sections) {
    return write(sections, "LogFile " + log());
  }

  DaemonFolder write(String sections, String options) {
    String general =
        "General {\nLockFile %s\nUNIX { Path %s }\n%s\n}\n".formatted(lock(), socket(), options);
    try {
      Files.writeString(path.resolve("A.conf"), sections + general);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  String config() {
    return path.resolve("A.conf").toString();
  }

  Path lock() {
    return path.resolve("A.lock");
  }

  Path socket() {
    return path.resolve("A.ctl");
  }

  Path log() {
    return path.resolve("A.log");
  }

  /// Starts the daemon in the foreground and waits until it serves.
  Program start() {
    return start(Map.of());
  }

  Program start(Map<String, String> environment) {
    return Program.start(List.of(), environment, "conntrackd", "-C", config()).awaitOut(READY);
  }

  /// A client that has not said anything yet.
  SocketChannel connect() throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    client.connect(UnixDomainSocketAddress.of(socket()));
    return client;
  }

  void assertNothingIsLeft() {
    assertThat(lock()).doesNotExist();
    assertThat(socket()).doesNotExist();
  }

  static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
