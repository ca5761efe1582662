// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where the IP packet begins in a captured frame, by link type (the registry at
/// tcpdump.org/linktypes.html).
final class LinkLayer {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int RAW_BSD = 12;
  private static final int RAW_OPENBSD = 14;
  private static final int RAW = 101;
  private static final int LOOP = 108;
  private static final int LINUX_SLL = 113;
  private static final int IPV4 = 228;
  private static final int IPV6 = 229;
  private static final int LINUX_SLL2 = 276;
  private static final int NONE = -1;

  private LinkLayer() {}

  static boolean isKnown(int linkType) {
    return switch (linkType) {
      case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, LINUX_SLL, IPV4, IPV6, LINUX_SLL2 ->
          true;
      default -> false;
    };
  }

  /// Offset of the IP header; -1 when there is none.
  static int networkOffset(Frame frame) {
    MemorySegment bytes = MemorySegment.ofArray(frame.bytes());
    return switch (frame.linkType()) {
      case ETHERNET -> tagged(bytes, 12);
      case LINUX_SLL -> tagged(bytes, 14);
      case LINUX_SLL2 -> sll2(bytes);
      case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> 0;
      case NULL, LOOP -> 4; // the version in the IP header says what the family field says
      default -> NONE;
    };
  }

  /// Behind an EtherType and any VLAN tags (IEEE 802.1Q and 802.1ad).
  private static int tagged(MemorySegment bytes, int typeAt) {
    int at = typeAt;
    for (int tags = 0; tags <= 2 && at + 2 <= bytes.byteSize(); tags++) {
      int type = bytes.get(U16, at) & 0xffff;
      switch (type) {
        case 0x0800, 0x86dd -> {
          return at + 2;
        }
        case 0x8100, 0x88a8, 0x9100 -> at += 4;
        default -> {
          return NONE;
        }
      }
    }
    return NONE;
  }

  private static int sll2(MemorySegment bytes) {
    if (bytes.byteSize() < 20) {
      return NONE;
    }
    int type = bytes.get(U16, 0) & 0xffff;
    return type == 0x0800 || type == 0x86dd ? 20 : NONE;
  }
}
