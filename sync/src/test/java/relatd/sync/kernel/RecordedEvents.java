// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import relatd.posix.Fd;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;

/// A pair of local datagram sockets: what is played into one end is read from the other as if the
/// kernel had sent it.
final class RecordedEvents implements EventSource, AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment out = arena.allocate(1 << 16, 8);
  private final Fd reading;
  private final Fd writing;
  private final int eventsPerTurn;
  int grown;
  int drops;
  boolean reliable;

  RecordedEvents(int eventsPerTurn) {
    this.eventsPerTurn = eventsPerTurn;
    MemorySegment pair = arena.allocate(8, 4);
    int made = Sockets.socketpair(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, pair);
    reading = new Fd(made < 0 ? made : pair.get(ValueLayout.JAVA_INT, 0), "make a socket pair");
    writing = new Fd(pair.get(ValueLayout.JAVA_INT, 4), "make a socket pair");
  }

  void play(byte[] datagram) {
    MemorySegment.copy(datagram, 0, out, ValueLayout.JAVA_BYTE, 0, datagram.length);
    play(datagram.length);
  }

  /// Plays what was played last once more, without making an object.
  void play(int length) {
    int sent = Sockets.send(writing.number(), out, 0, length, Sockets.MSG_DONTWAIT);
    if (sent != length) {
      throw new AssertionError("sent " + sent + " of " + length);
    }
  }

  @Override
  public int fd() {
    return reading.number();
  }

  @Override
  public int eventsPerTurn() {
    return eventsPerTurn;
  }

  @Override
  public boolean isReliable() {
    return reliable;
  }

  @Override
  public MessageBatch batch(Arena owner) {
    return new MessageBatch(owner, Math.min(64, eventsPerTurn), EventReader.LONGEST_EVENT);
  }

  @Override
  public void grow() {
    grown++;
  }

  @Override
  public int drops() {
    return drops;
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
    arena.close();
  }
}
