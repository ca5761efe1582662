// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
  private static final int GONE = EventLoop.HUNG_UP | EventLoop.FAILED;

  private final Fd fd;
  private final ControlHandler handler;
  private final Consumer<ControlConnection> gone;
  private final Registration registration;
  private final Timer timer;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment request = arena.allocate(REQUEST_BYTES);
  private Optional<Answer.Pieces> pieces = Optional.empty();
  private MemorySegment piece = MemorySegment.NULL;
  private long length;
  private long written;
  private int read;
  private boolean waiting;
  private boolean closed;

  ControlConnection(
      Fd fd, EventLoop loop, ControlHandler handler, Consumer<ControlConnection> gone) {
    this.fd = fd;
    this.handler = handler;
    this.gone = gone;
    registration = loop.register(fd.number(), EventLoop.READABLE, this::ready);
    timer = loop.timer(this::close);
    timer.start(PATIENCE);
  }

  /// Reads what has come with the connection, mostly all of the request: one turn of the loop less
  /// to wait for, which is a millisecond beside a commit.
  ///
  /// @throws RuntimeException as the handler does; the client is gone then
  void readAtOnce() {
    read();
  }

  private void ready(int events) {
    if (read < REQUEST_BYTES) {
      read();
    } else if (!waiting) {
      write();
    } else if ((events & GONE) != 0) {
      close();
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
    try {
      int number = request.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      switch (Request.of(number).map(handler::answer).orElse(Answer.NONE)) {
        case Answer.Text(String text) -> begin(text.getBytes(StandardCharsets.UTF_8));
        case Answer.Pieces dump -> begin(dump);
        case Answer.Later later -> begin(later);
      }
    } catch (RuntimeException failure) {
      close(); // the client must not wait for what will not come
      throw failure;
    }
  }

  private void begin(byte[] text) {
    piece = arena.allocate(Math.max(1, text.length));
    MemorySegment.copy(text, 0, piece, ValueLayout.JAVA_BYTE, 0, text.length);
    length = text.length;
    registration.interest(EventLoop.WRITABLE);
    write();
  }

  private void begin(Answer.Pieces dump) {
    pieces = Optional.of(dump);
    piece = dump.buffer();
    registration.interest(EventLoop.WRITABLE);
  }

  private void begin(Answer.Later later) {
    if (later.isDone()) {
      close();
      return;
    }
    waiting = true;
    timer.stop();
    registration.interest(0);
    later.whenDone(this::close);
  }

  /// One piece at a time, so that a client that reads fast does not keep the loop.
  private void write() {
    if (written == length && pieces.isPresent()) {
      length = pieces.get().next();
      written = 0;
    }
    while (written < length) {
      int sent =
          Sockets.send(
              fd.number(),
              piece,
              written,
              length - written,
              Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL);
      if (sent == -Errno.EAGAIN.number()) {
        timer.start(PATIENCE);
        return;
      }
      if (sent < 0 && sent != -Errno.EINTR.number()) {
        close();
        return;
      }
      written += Math.max(0, sent);
    }
    if (pieces.isEmpty() || length == 0) {
      close();
    } else {
      timer.start(PATIENCE);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      timer.stop();
      registration.close();
      pieces.ifPresent(Answer.Pieces::close);
      fd.close();
      arena.close();
      gone.accept(this);
    }
  }
}
