// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Many datagrams to one peer in one system call, straight from where they lie; a run of equal ones
/// as one piece that the kernel cuts (`UDP_SEGMENT`, udp(7)).
///
/// ```
/// struct mmsghdr (see [MessageBatch]) --iov--> {base, len} --> the caller's bytes
///      `--control--> struct cmsghdr   0     8       12     16         18       24
///                                     +-----+-------+------+----------+--------+
///                                     | len | level | type | u16 size | unused |
///                                     +-----+-------+------+----------+--------+
/// ```
///
/// The bytes have to stay until [#send] is done with them. Nothing is allocated after construction.
/// One owner.
public final class SendBatch {
  /// Most datagrams in one piece; newer kernels take 128 (`UDP_MAX_SEGMENTS`).
  public static final int MAX_SEGMENTS = 64;

  /// Most bytes in one piece: what IPv4 can carry in one UDP datagram.
  public static final int MAX_PIECE_BYTES = 65507;

  static final int CONTROL_BYTES = 24;
  static final int CONTROL_USED = 18;
  static final int CONTROL_LEVEL = 8;
  static final int CONTROL_TYPE = 12;
  static final int CONTROL_DATA = 16;

  private final int capacity;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment controls;
  private final SocketName to;
  private MemorySegment source = MemorySegment.NULL;
  private int size;

  /// @param arena how long the headers live
  /// @param capacity pieces of one system call
  public SendBatch(Arena arena, int capacity, SocketName to) {
    this.capacity = capacity;
    this.to = to;
    this.headers = arena.allocate((long) capacity * MessageBatch.MMSGHDR_BYTES, 8);
    this.vectors = arena.allocate((long) capacity * MessageBatch.IOVEC_BYTES, 8);
    this.controls = arena.allocate((long) capacity * CONTROL_BYTES, 8);
    for (int i = 0; i < capacity; i++) {
      connect(i);
    }
  }

  private void connect(int piece) {
    long header = (long) piece * MessageBatch.MMSGHDR_BYTES;
    long control = (long) piece * CONTROL_BYTES;
    headers.set(JAVA_LONG, header + MessageBatch.MSG_NAME, to.bytes().address());
    headers.set(JAVA_INT, header + MessageBatch.MSG_NAMELEN, to.length());
    headers.set(
        JAVA_LONG,
        header + MessageBatch.MSG_IOV,
        vectors.address() + (long) piece * MessageBatch.IOVEC_BYTES);
    headers.set(JAVA_LONG, header + MessageBatch.MSG_IOVLEN, 1);
    controls.set(JAVA_LONG, control, CONTROL_USED);
    controls.set(JAVA_INT, control + CONTROL_LEVEL, Sockets.SOL_UDP);
    controls.set(JAVA_INT, control + CONTROL_TYPE, Sockets.UDP_SEGMENT);
  }

  /// Forgets all pieces.
  ///
  /// @param source native memory that the next ones lie in
  public void reset(MemorySegment source) {
    this.source = source;
    size = 0;
  }

  public boolean isFull() {
    return size == capacity;
  }

  public int size() {
    return size;
  }

  /// Adds a piece.
  ///
  /// @param segment bytes of each datagram in it but the last, which may be shorter; 0 when it is
  ///   one datagram as it is
  public void add(long offset, int bytes, int segment) {
    if (offset < 0 || bytes < 0 || bytes > source.byteSize() - offset || size == capacity) {
      throw new IndexOutOfBoundsException(bytes + " bytes at " + offset + " as piece " + size);
    }
    long header = (long) size * MessageBatch.MMSGHDR_BYTES;
    long vector = (long) size * MessageBatch.IOVEC_BYTES;
    long control = (long) size * CONTROL_BYTES;
    vectors.set(JAVA_LONG, vector + MessageBatch.IOV_BASE, source.address() + offset);
    vectors.set(JAVA_LONG, vector + MessageBatch.IOV_LEN, bytes);
    controls.set(JAVA_SHORT, control + CONTROL_DATA, (short) segment);
    headers.set(
        JAVA_LONG,
        header + MessageBatch.MSG_CONTROL,
        segment > 0 ? controls.address() + control : 0);
    headers.set(JAVA_LONG, header + MessageBatch.MSG_CONTROLLEN, segment > 0 ? CONTROL_BYTES : 0);
    size++;
  }

  /// Sends the pieces from one on.
  ///
  /// @return pieces sent, or the negative errno when not even the first was
  public int send(int fd, int from, int flags) {
    if (from < 0 || from >= size) {
      throw new IndexOutOfBoundsException("piece " + from + " of " + size);
    }
    return Sockets.sendmmsg(
        fd, headers, (long) from * MessageBatch.MMSGHDR_BYTES, size - from, flags);
  }
}
