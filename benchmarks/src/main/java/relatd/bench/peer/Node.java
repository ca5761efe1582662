// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A running daemon, and what the system and it itself say of it.
final class Node implements QueueReader {
  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final Path folder;
  private final int number;
  final double secondsToReady;

  /// Starts it and waits until it answers.
  ///
  /// @param greeting what it does when it is at work, asked once its control socket is there
  Node(Product product, String namespace, Path folder, int number, Greeting greeting)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.number = number;
    Files.deleteIfExists(file("lock"));
    Files.deleteIfExists(file("ctl"));
    Files.deleteIfExists(file("log"));
    long begin = System.nanoTime();
    this.process =
        new ProcessBuilder(
                "ip", "netns", "exec", namespace, product.command(), "-C", file("conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(file("out").toFile())
            .start();
    try {
      awaitReady(product, greeting, begin);
    } catch (IOException | InterruptedException failed) {
      close();
      throw failed;
    }
    this.secondsToReady = (System.nanoTime() - begin) / 1e9;
  }

  private void awaitReady(Product product, Greeting greeting, long begin)
      throws IOException, InterruptedException {
    while (!(Files.exists(file("ctl")) && greeting.returned(this))) {
      if (!process.isAlive() || System.nanoTime() - begin > START_LIMIT) {
        throw new IOException(product.command() + ": " + Files.readString(file("out")));
      }
      Thread.sleep(5);
    }
  }

  private Path file(String end) {
    return folder.resolve(number + "." + end);
  }

  /// A sign of life. A daemon that starts wants the processor for itself, so it is not asked in
  /// vain.
  interface Greeting {
    boolean returned(Node node) throws IOException, InterruptedException;
  }

  /// Whether it says what it does.
  boolean answers() {
    try {
      return !ask(30).isEmpty();
    } catch (IOException notYet) {
      return false;
    }
  }

  /// A request of the control socket and its answer.
  String ask(int request) throws IOException {
    StringBuilder text = new StringBuilder();
    converse(request, bytes -> text.append(StandardCharsets.UTF_8.decode(bytes)));
    return text.toString();
  }

  interface Reader {
    void take(ByteBuffer bytes);
  }

  /// A request whose answer is not kept.
  ///
  /// @return its bytes
  long converse(int request, Reader reader) throws IOException {
    return converse(request, ByteBuffer.allocateDirect(1 << 16), reader);
  }

  /// The same through a buffer that a client who asks often keeps: a new one is zeroed first, page
  /// by page.
  long converse(int request, ByteBuffer buffer, Reader reader) throws IOException {
    try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(file("ctl")));
      socket.write(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, request));
      long bytes = 0;
      buffer.clear();
      while (socket.read(buffer) >= 0) {
        bytes += buffer.flip().remaining();
        reader.take(buffer);
        buffer.clear();
      }
      return bytes;
    }
  }

  long events() throws IOException {
    return number(ask(30), "events received:\\s+(\\d+)");
  }

  long overruns() throws IOException {
    return number(ask(30), "netlink overrun:\\s+(\\d+)");
  }

  /// Entries of a cache, `internal` or `external`; 0 where there is none of that name.
  long entries(String cache) throws IOException {
    return number(ask(29), "cache:" + cache + "[^/]*active/total entries:\\s+(\\d+)");
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  String log() throws IOException {
    return Files.readString(file("log"));
  }

  @Override
  public long cpu() throws IOException {
    return ProcessorTime.of(process);
  }

  /// Resident memory in KiB.
  long memory() throws IOException {
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    return number(status, "VmRSS:\\s+(\\d+)");
  }

  /// Waits until it has had next to nothing to do for a while.
  void awaitRest() throws IOException, InterruptedException {
    long last = cpu();
    for (int quiet = 0, rounds = 0; quiet < 8 && rounds < 400; rounds++) {
      Thread.sleep(150);
      long now = cpu();
      quiet = now - last <= ProcessorTime.TICK_MICROS ? quiet + 1 : 0;
      last = now;
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    Shell.run("kill -" + name + " " + process.pid());
  }

  @Override
  public void close() {
    // A stopped one would not hear that it is to end.
    Shell.attempt("kill -CONT " + process.pid());
    Shell.end(process, 20, TimeUnit.SECONDS);
  }
}
