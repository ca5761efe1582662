// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;

/// Batches that a TCP link could not send yet, oldest first; the oldest makes room when it is full.
/// One for all links, so that what one link could not send leaves by the next.
///
/// Used only while the peer is away or slow, so its batches are ordinary arrays.
final class ErrorQueue {
  /// No datagram is longer.
  static final int MAX_BATCH = 65536;

  private final MemorySegment oldest = Arena.ofAuto().allocate(MAX_BATCH, 8);
  private final ArrayDeque<byte[]> batches = new ArrayDeque<>();
  private final int capacity;
  private boolean loaded;
  private int lost;

  ErrorQueue(int capacity) {
    this.capacity = capacity;
  }

  void add(MemorySegment source, long from, int length) {
    if (length > MAX_BATCH) {
      lost++;
      return;
    }
    if (batches.size() == capacity) {
      removeFirst();
      lost++;
    }
    batches.add(source.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE));
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  int firstLength() {
    return batches.element().length;
  }

  /// The oldest batch, from 0 on; valid until it is removed.
  MemorySegment first() {
    if (!loaded) {
      MemorySegment.copy(MemorySegment.ofArray(batches.element()), 0, oldest, 0, firstLength());
      loaded = true;
    }
    return oldest;
  }

  void removeFirst() {
    batches.remove();
    loaded = false;
  }

  /// `lost` counts batches that have made room or were too long.
  QueueLevel level() {
    return new QueueLevel(batches.size(), capacity, lost);
  }
}
