// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import relatd.posix.Errno;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.Registration;
import relatd.posix.Sockets;
import relatd.posix.Timer;

/// One client: reads its four bytes, has them answered, writes as the client reads.
final class ControlConnection implements AutoCloseable {
  /// A client may be silent, or not read, for so long.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int REQUEST_BYTES = 4;

  private final Fd fd;
  private final ControlHandler handler;
  private final Consumer<ControlConnection> gone;
  private final Registration registration;
  private final Timer timer;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment request = arena.allocate(REQUEST_BYTES);
  private MemorySegment answer = MemorySegment.NULL;
  private int read;
  private long written;
  private boolean closed;

  ControlConnection(
      Fd fd, EventLoop loop, ControlHandler handler, Consumer<ControlConnection> gone) {
    this.fd = fd;
    this.handler = handler;
    this.gone = gone;
    registration = loop.register(fd.number(), EventLoop.READABLE, _ -> ready());
    timer = loop.timer(this::close);
    timer.start(PATIENCE);
  }

  private void ready() {
    if (read < REQUEST_BYTES) {
      read();
    } else {
      write();
    }
  }

  private void read() {
    int got = Sockets.recv(fd.number(), request, read, REQUEST_BYTES - read, Sockets.MSG_DONTWAIT);
    if (got == -Errno.EAGAIN.number() || got == -Errno.EINTR.number()) {
      return;
    }
    if (got <= 0) {
      close(); // a request cut short is none
      return;
    }
    read += got;
    if (read == REQUEST_BYTES) {
      answer();
    }
  }

  /// An unknown number gets an empty answer, as the original gives it.
  private void answer() {
    byte[] text;
    try {
      int number = request.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      text = Request.of(number).map(handler::answer).orElse("").getBytes(StandardCharsets.UTF_8);
    } catch (RuntimeException failure) {
      close(); // the client must not wait for what will not come
      throw failure;
    }
    answer = arena.allocate(Math.max(1, text.length));
    MemorySegment.copy(text, 0, answer, ValueLayout.JAVA_BYTE, 0, text.length);
    answer = answer.asSlice(0, text.length);
    registration.interest(EventLoop.WRITABLE);
    write();
  }

  private void write() {
    while (written < answer.byteSize()) {
      int sent =
          Sockets.send(
              fd.number(),
              answer,
              written,
              answer.byteSize() - written,
              Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL);
      if (sent == -Errno.EAGAIN.number()) {
        timer.start(PATIENCE);
        return;
      }
      if (sent < 0 && sent != -Errno.EINTR.number()) {
        break;
      }
      written += Math.max(0, sent);
    }
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      timer.stop();
      registration.close();
      fd.close();
      arena.close();
      gone.accept(this);
    }
  }
}
