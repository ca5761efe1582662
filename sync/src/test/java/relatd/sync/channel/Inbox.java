// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Collects what a channel shows. In streams a message is as long as its first byte says in units
/// of ten; 255 is no message.
final class Inbox implements Receiver {
  final List<String> datagrams = new ArrayList<>();
  final List<Integer> links = new ArrayList<>();

  @Override
  public void datagram(int link, MemorySegment buffer, long from, int length) {
    datagrams.add(Packed.text(buffer, from, length));
    links.add(link);
  }

  @Override
  public int stream(int link, MemorySegment buffer, long from, int length) {
    int used = 0;
    while (used < length) {
      int number = buffer.get(JAVA_BYTE, from + used) & 0xff;
      if (number == 255) {
        return OUT_OF_FRAME;
      }
      if (number * 10 > length - used) {
        return used;
      }
      datagrams.add(Packed.text(buffer, from + used, number * 10));
      links.add(link);
      used += number * 10;
    }
    return used;
  }
}
