// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import relatd.posix.Errno;
import relatd.posix.PageMemory;
import relatd.posix.Sockets;

/// Reads a dump in a thread of its own, a few datagrams ahead of who takes them.
///
/// The kernel puts a datagram together during a read, which takes it longer than us to keep what is
/// in it: of a million flows 2 s against 1. On a second processor these happen at the same time.
/// For the start, when there is nothing else to do; a loop that goes on reads directly, a little in
/// each turn.
final class ReadAhead implements DumpReader {
  /// Datagrams that may wait: few, since one side soon waits for the other for good.
  private static final int SLOTS = 8;

  /// Nanoseconds until an empty socket is looked at again: between two dumps, and when all is read.
  private static final long PAUSE = 50_000;

  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = PageMemory.map(arena, SLOTS * LARGEST);
  private final int[] received = new int[SLOTS];
  private final BlockingQueue<Integer> free = new ArrayBlockingQueue<>(SLOTS);
  private final BlockingQueue<Integer> full = new ArrayBlockingQueue<>(SLOTS);
  private final Thread thread;
  private volatile boolean over;
  private int current = -1;

  /// @param fd of the socket, which stays its owner's, and open until this is closed
  ReadAhead(int fd) {
    this.fd = fd;
    for (int slot = 0; slot < SLOTS; slot++) {
      free.add(slot);
    }
    this.thread = Thread.ofPlatform().daemon().name("dump").start(this::read);
  }

  private void read() {
    try {
      while (!over) {
        int slot = free.take();
        received[slot] = received(slot);
        full.put(slot);
      }
    } catch (InterruptedException closed) {
      // nobody takes any more
    }
  }

  /// Whatever goes wrong here, whoever waits for it is told.
  private int received(int slot) {
    try {
      return receiveInto(slot);
    } catch (RuntimeException | Error unforeseen) {
      return -Errno.EIO.number();
    }
  }

  private int receiveInto(int slot) {
    int flags = Sockets.MSG_DONTWAIT | Sockets.MSG_TRUNC;
    int result = Sockets.recv(fd, buffer, (long) slot * LARGEST, LARGEST, flags);
    while (DumpReader.isTransient(result) && !over) {
      LockSupport.parkNanos(PAUSE);
      result = Sockets.recv(fd, buffer, (long) slot * LARGEST, LARGEST, flags);
    }
    return result;
  }

  @Override
  public int receive() {
    try {
      if (current >= 0) {
        free.put(current);
      }
      current = full.take();
      return received[current];
    } catch (InterruptedException wanted) {
      throw new IllegalStateException("a dump was interrupted", wanted);
    }
  }

  @Override
  public MemorySegment buffer() {
    return buffer;
  }

  @Override
  public long offset() {
    return (long) current * LARGEST;
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    arena.close();
  }
}
