// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A single datagram that was kept, on its way again. Used for one after the other.
final class OneDatagram implements Datagrams {
  private final MemorySegment buffer = Arena.ofAuto().allocate(65536, 8);
  private int length;

  OneDatagram of(byte[] bytes) {
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, buffer, 0, bytes.length);
    length = bytes.length;
    return this;
  }

  static byte[] copy(Datagrams datagrams, int index) {
    return datagrams
        .buffer()
        .asSlice(datagrams.offset(index), datagrams.length(index))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public MemorySegment buffer() {
    return buffer;
  }

  @Override
  public int datagrams() {
    return 1;
  }

  @Override
  public int offset(int datagram) {
    return 0;
  }

  @Override
  public int length(int datagram) {
    return length;
  }
}
