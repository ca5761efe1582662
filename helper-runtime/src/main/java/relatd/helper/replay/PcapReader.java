// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The classic format (draft-ietf-opsawg-pcap).
///
/// ```
///  file:   magic u32 | version u16 u16 | zone, accuracy u32 u32 | snap length u32 | link type u32
///  record: seconds u32 | micro- or nanoseconds u32 | captured u32 | original u32 | bytes
/// ```
final class PcapReader extends CaptureReader {
  private static final int MICROS = 0xa1b2_c3d4;
  private static final int NANOS = 0xa1b2_3c4d;

  private final ByteOrder order;
  private final long unit;
  private final int linkType;

  PcapReader(InputStream in, String name) throws IOException {
    super(in, name);
    ByteBuffer header = require(24, ByteOrder.BIG_ENDIAN);
    int magic = header.getInt(0);
    order = magic == MICROS || magic == NANOS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    unit = header.getInt(0) == NANOS ? 1 : 1_000;
    linkType = header.getInt(20) & 0xffff;
  }

  static boolean isMagic(int magic) {
    int turned = Integer.reverseBytes(magic);
    return magic == MICROS || magic == NANOS || turned == MICROS || turned == NANOS;
  }

  @Override
  Optional<Frame> read() throws IOException {
    Optional<ByteBuffer> header = take(16, order);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    long seconds = header.get().getInt(0) & 0xffff_ffffL;
    long fraction = header.get().getInt(4) & 0xffff_ffffL;
    int length = header.get().getInt(8);
    if (length < 0 || length > LONGEST_FRAME) {
      throw damaged("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = require(length, order).array();
    return Optional.of(frame(seconds * 1_000_000_000L + fraction * unit, linkType, bytes));
  }
}
