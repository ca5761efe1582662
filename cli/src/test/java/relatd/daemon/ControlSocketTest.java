// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relatd.posix.EventLoop;

/// The control socket on a loop of the test's own. No client can make another one wait: the clock
/// stands still, so nothing is ever given up for being late.
@Timeout(30)
class ControlSocketTest {
  private static final int LARGE = 4 << 20; // more than any socket buffer
  private static final String LARGE_ANSWER = "x".repeat(LARGE);

  @TempDir Path path;
  private final List<Request> asked = new ArrayList<>();
  private final EventLoop loop = new EventLoop(() -> 0, _ -> {});
  private Thread thread;

  @BeforeEach
  void serve() {
    ControlSocket socket = new ControlSocket(path.resolve("A.ctl"), loop, this::answer);
    thread =
        Thread.ofPlatform()
            .start(() -> {
              loop.run();
              socket.close();
              loop.close();
            });
  }

  @AfterEach
  void end() throws InterruptedException {
    loop.stop();
    thread.join();
  }

  private Answer answer(Request request) {
    asked.add(request);
    return switch (request) {
      case STATS -> Answer.of("small\n");
      case CT_DUMP_INTERNAL -> Answer.of(LARGE_ANSWER);
      case CT_COMMIT -> throw new IllegalStateException("a defect");
      default -> Answer.NONE;
    };
  }

  @Test
  void answersAndCloses() throws IOException {
    assertThat(ask(21)).isEqualTo("small\n");
    assertThat(asked).containsExactly(Request.STATS);
  }

  @Test
  void aLargeAnswerIsWhole() throws IOException {
    assertThat(ask(16)).isEqualTo(LARGE_ANSWER);
  }

  @Test
  void anUnknownNumberGetsAnEmptyAnswer() throws IOException {
    for (int number : new int[] {2, 15, 49, 99, -1, Integer.reverseBytes(21)}) {
      assertThat(ask(number)).isEmpty();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aSilentClientDelaysNobody() throws IOException {
    try (SocketChannel silent = connect();
        SocketChannel half = connect()) {
      half.write(ByteBuffer.allocate(2));
      assertThat(ask(21)).isEqualTo("small\n");
      assertThat(silent.isOpen()).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotReadDelaysNobody() throws IOException {
    try (SocketChannel deaf = connect()) {
      send(deaf, 16);
      assertThat(ask(21)).isEqualTo("small\n");
      assertThat(readAll(deaf)).isEqualTo(LARGE_ANSWER);
    }
  }

  @Test
  void aRequestMayComeInPieces() throws IOException {
    try (SocketChannel client = connect()) {
      for (byte octet : bytes(21).array()) {
        client.write(ByteBuffer.wrap(new byte[] {octet}));
        ask(99); // the loop has had a turn
      }
      assertThat(readAll(client)).isEqualTo("small\n");
    }
  }

  /// 1.4.7 obeys whatever was on its stack: zero flushes the kernel's table.
  @Test
  void aRequestCutShortIsNone() throws IOException {
    for (int length = 0; length < 4; length++) {
      try (SocketChannel client = connect()) {
        client.write(ByteBuffer.allocate(length));
        client.shutdownOutput();
        assertThat(readAll(client)).isEmpty();
      }
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aClientThatLeavesHarmsNobody() throws IOException {
    try (SocketChannel client = connect()) {
      send(client, 16);
    }
    assertThat(ask(21)).isEqualTo("small\n");
  }

  @Test
  void aDefectBehindARequestEndsItsConnection() throws IOException {
    assertThat(ask(18)).isEmpty();
    assertThat(ask(21)).isEqualTo("small\n");
  }

  @Test
  void manySilentClientsAreOutlived() throws IOException {
    List<SocketChannel> silent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      silent.add(connect());
    }
    assertThat(ask(21)).isEqualTo("small\n");
    for (SocketChannel client : silent) {
      client.close();
    }
  }

  /// Beside a commit every turn more is a step more to wait for.
  @Test
  void aRequestThatCameWithItsConnectionTakesOneTurn() throws IOException {
    Path folder = Files.createDirectory(path.resolve("own"));
    try (EventLoop own = new EventLoop(() -> 0, _ -> {});
        ControlSocket _ = new ControlSocket(folder.resolve("A.ctl"), own, this::answer);
        SocketChannel client = new DaemonFolder(folder).connect()) {
      send(client, 21);
      own.turn(0);
      assertThat(readAll(client)).isEqualTo("small\n");
    }
  }

  private String ask(int number) throws IOException {
    try (SocketChannel client = connect()) {
      send(client, number);
      return readAll(client);
    }
  }

  private SocketChannel connect() throws IOException {
    return new DaemonFolder(path).connect();
  }

  private static void send(SocketChannel client, int number) throws IOException {
    client.write(bytes(number));
  }

  private static ByteBuffer bytes(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, number);
  }

  private static String readAll(SocketChannel client) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    while (client.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
