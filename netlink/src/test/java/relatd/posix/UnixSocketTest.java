// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the control socket and the readiness notice need of UNIX sockets.
class UnixSocketTest {
  @TempDir Path folder;

  private static Fd socket(int type) {
    return new Fd(Sockets.socket(Sockets.AF_UNIX, type | Sockets.SOCK_CLOEXEC, 0), "open a socket");
  }

  @Test
  void aStreamServerAnswersItsClientAndKnowsWhoItIs() {
    SocketName name = SocketName.unix(folder.resolve("control").toString());
    try (Arena arena = Arena.ofConfined();
        Fd server = socket(Sockets.SOCK_STREAM);
        Fd client = socket(Sockets.SOCK_STREAM)) {
      assertThat(Sockets.bind(server.number(), name)).isZero();
      assertThat(Sockets.listen(server.number(), 5)).isZero();
      assertThat(Sockets.connect(client.number(), name)).isZero();
      try (Fd peer = new Fd(Sockets.accept(server.number(), Sockets.SOCK_CLOEXEC), "accept")) {
        MemorySegment text = arena.allocateFrom("request");
        Posix.write(client.number(), text, 0, 7);
        MemorySegment read = arena.allocate(64);
        assertThat(Posix.read(peer.number(), read, 0, 64)).isEqualTo(7);
        assertThat(read.getString(0)).isEqualTo("request");

        MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 12);
        Sockets.getsockopt(peer.number(), Sockets.SOL_SOCKET, Sockets.SO_PEERCRED, read, length);
        assertThat(read.get(ValueLayout.JAVA_INT, 0))
            .isEqualTo((int) ProcessHandle.current().pid());
        assertThat(read.get(ValueLayout.JAVA_INT, 4)).isEqualTo(Posix.geteuid());
      }
    }
  }

  @Test
  void aReadinessNoticeReachesAnAbstractName() {
    String name = "@relatd-test-notify-" + ProcessHandle.current().pid();
    try (Arena arena = Arena.ofConfined();
        Fd manager = socket(Sockets.SOCK_DGRAM);
        Fd daemon = socket(Sockets.SOCK_DGRAM)) {
      assertThat(Sockets.bind(manager.number(), SocketName.unix(name))).isZero();
      MemorySegment notice = arena.allocateFrom("READY=1");
      assertThat(
              Sockets.sendto(
                  daemon.number(), notice, 0, 7, Sockets.MSG_NOSIGNAL, SocketName.unix(name)))
          .isEqualTo(7);

      MemorySegment received = arena.allocate(64);
      assertThat(Sockets.recv(manager.number(), received, 0, 64, 0)).isEqualTo(7);
      assertThat(received.getString(0, StandardCharsets.US_ASCII)).isEqualTo("READY=1");
    }
  }

  @Test
  void aPathThatIsTooLongIsRefusedBeforeTheKernelCutsIt() {
    assertThatThrownBy(() -> SocketName.unix("/" + "x".repeat(108)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 107 bytes");
  }

  @Test
  void aRefusalNamesOperationAndReason() {
    assertThatThrownBy(() -> SystemException.check(-111, "connect to the daemon"))
        .isInstanceOf(SystemException.class)
        .hasMessage("cannot connect to the daemon: Connection refused (ECONNREFUSED)");
  }

  @Test
  void aClosedDescriptorIsClosedOnce() {
    Fd fd = socket(Sockets.SOCK_STREAM);
    fd.close();
    fd.close();

    assertThat(fd.isOpen()).isFalse();
    assertThat(Sockets.listen(fd.number(), 1)).isEqualTo(-Errno.EBADF.number());
  }
}
