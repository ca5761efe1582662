// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Many datagrams in one system call: slots of equal size in one block, with their `mmsghdr`s.
///
/// ```
/// struct mmsghdr                                         struct iovec
///  0     8        16   24      32       40          48      56       64       0     8     16
///  +-----+--------+----+-------+--------+-----------+-------+--------+        +-----+-----+
///  |name |namelen |iov |iovlen |control |controllen | flags |msg_len |        |base | len |
///  +-----+--------+----+-------+--------+-----------+-------+--------+        +-----+-----+
/// ```
///
/// Receiving overwrites every slot: what was read from them is valid until the next [#receive].
/// Nothing is allocated after construction. One owner.
public final class MessageBatch {
  static final int MMSGHDR_BYTES = 64;
  static final int MSG_NAME = 0;
  static final int MSG_NAMELEN = 8;
  static final int MSG_IOV = 16;
  static final int MSG_IOVLEN = 24;
  static final int MSG_CONTROL = 32;
  static final int MSG_CONTROLLEN = 40;
  static final int MSG_FLAGS = 48;
  static final int MSG_LEN = 56;
  static final int IOVEC_BYTES = 16;
  static final int IOV_BASE = 0;
  static final int IOV_LEN = 8;

  private final int slots;
  private final int slotBytes;
  private final int nameBytes;
  private final int stride;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment data;
  private boolean resized;

  /// Without names: for netlink and for connected sockets.
  public MessageBatch(Arena arena, int slots, int slotBytes) {
    this(arena, slots, slotBytes, 0);
  }

  /// @param arena how long the memory lives
  /// @param slotBytes longest datagram; a longer one is cut and [#truncated]
  /// @param nameBytes room for the peer's address of each datagram; 0 for none
  public MessageBatch(Arena arena, int slots, int slotBytes, int nameBytes) {
    if (slots < 1 || slotBytes < 1) {
      throw new IllegalArgumentException("a batch has slots with room");
    }
    this.slots = slots;
    this.slotBytes = slotBytes;
    this.nameBytes = nameBytes;
    this.stride = slotBytes + 7 & ~7;
    this.headers = arena.allocate((long) slots * MMSGHDR_BYTES, 8);
    this.vectors = arena.allocate((long) slots * IOVEC_BYTES, 8);
    this.names = arena.allocate(Math.max(1L, (long) slots * nameBytes), 8);
    this.data = PageMemory.map(arena, (long) slots * stride);
    for (int slot = 0; slot < slots; slot++) {
      connect(slot);
    }
  }

  private void connect(int slot) {
    long header = (long) slot * MMSGHDR_BYTES;
    long vector = (long) slot * IOVEC_BYTES;
    vectors.set(JAVA_LONG, vector + IOV_BASE, data.address() + offset(slot));
    vectors.set(JAVA_LONG, vector + IOV_LEN, slotBytes);
    headers.set(JAVA_LONG, header + MSG_IOV, vectors.address() + vector);
    headers.set(JAVA_LONG, header + MSG_IOVLEN, 1);
    if (nameBytes > 0) {
      headers.set(JAVA_LONG, header + MSG_NAME, names.address() + nameOffset(slot));
      headers.set(JAVA_INT, header + MSG_NAMELEN, nameBytes);
    }
  }

  /// Fills slots from 0 on.
  ///
  /// @param flags `MSG_DONTWAIT` or `MSG_WAITFORONE`; without either it waits for a full batch
  /// @return datagrams received, or the negative errno
  public int receive(int fd, int flags) {
    if (resized || nameBytes > 0) {
      prepare();
    }
    return Sockets.recvmmsg(fd, headers, 0, slots, flags);
  }

  private void prepare() {
    for (int slot = 0; slot < slots; slot++) {
      vectors.set(JAVA_LONG, (long) slot * IOVEC_BYTES + IOV_LEN, slotBytes);
      headers.set(JAVA_INT, (long) slot * MMSGHDR_BYTES + MSG_NAMELEN, nameBytes);
    }
    resized = false;
  }

  /// Sends slots `[from, from + count)`, each as long as [#resize] said.
  ///
  /// @return datagrams sent, or the negative errno when not even the first was
  public int send(int fd, int from, int count, int flags) {
    if (from < 0 || count < 0 || from + count > slots) {
      throw new IndexOutOfBoundsException("slots " + from + " and " + count + " more");
    }
    return Sockets.sendmmsg(fd, headers, (long) from * MMSGHDR_BYTES, count, flags);
  }

  /// How many bytes of a slot the next [#send] takes.
  public void resize(int slot, int bytes) {
    if (bytes < 0 || bytes > slotBytes) {
      throw new IndexOutOfBoundsException(bytes + " bytes in a slot of " + slotBytes);
    }
    vectors.set(JAVA_LONG, (long) slot * IOVEC_BYTES + IOV_LEN, bytes);
    resized = true;
  }

  public int slots() {
    return slots;
  }

  /// Longest datagram that fits.
  public int slotBytes() {
    return slotBytes;
  }

  /// The block that all slots lie in.
  public MemorySegment buffer() {
    return data;
  }

  /// Where a slot begins in [#buffer].
  public long offset(int slot) {
    return (long) slot * stride;
  }

  /// Bytes received into a slot.
  public int length(int slot) {
    int received = headers.get(JAVA_INT, (long) slot * MMSGHDR_BYTES + MSG_LEN);
    return Math.min(received, slotBytes);
  }

  /// Whether the datagram was longer than its slot.
  public boolean truncated(int slot) {
    int flags = headers.get(JAVA_INT, (long) slot * MMSGHDR_BYTES + MSG_FLAGS);
    return (flags & Sockets.MSG_TRUNC) != 0;
  }

  /// The block of the peers' addresses (`struct sockaddr`), in a batch that has them.
  public MemorySegment names() {
    return names;
  }

  public long nameOffset(int slot) {
    return (long) slot * nameBytes;
  }

  /// Bytes of the peer's address of a received datagram.
  public int nameLength(int slot) {
    return Math.min(nameBytes, headers.get(JAVA_INT, (long) slot * MMSGHDR_BYTES + MSG_NAMELEN));
  }
}
