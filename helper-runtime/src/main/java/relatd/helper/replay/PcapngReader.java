// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The block format (draft-ietf-opsawg-pcapng): section headers, interfaces, enhanced, simple and
/// obsolete packet blocks; others are passed over.
///
/// ```
///  block: type u32 | total length u32 | body | total length u32
/// ```
final class PcapngReader extends CaptureReader {
  static final int SECTION_HEADER = 0x0a0d_0d0a;
  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER = 0x1a2b_3c4d;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int LONGEST_BLOCK = 16 << 20;
  private static final int MOST_INTERFACES = 4_096;

  private record Interface(int linkType, int snapLength, long unitsPerSecond) {}

  private final List<Interface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  PcapngReader(InputStream in, String name) {
    super(in, name);
  }

  @Override
  Optional<Frame> read() throws IOException {
    for (Optional<ByteBuffer> head = take(8, order); head.isPresent(); head = take(8, order)) {
      int type = head.get().getInt(0);
      if (type == SECTION_HEADER) {
        section(head.get());
        continue;
      }
      ByteBuffer body = body(head.get().getInt(4), 8);
      switch (type) {
        case INTERFACE -> addInterface(body);
        case ENHANCED_PACKET -> {
          return Optional.of(packet(body, body.getInt(0), 4, 12));
        }
        case OBSOLETE_PACKET -> {
          return Optional.of(packet(body, body.getShort(0) & 0xffff, 4, 12));
        }
        case SIMPLE_PACKET -> {
          return Optional.of(simple(body));
        }
        default -> {} // statistics, names, custom blocks
      }
    }
    return Optional.empty();
  }

  private void section(ByteBuffer head) throws IOException {
    ByteBuffer magic = require(4, ByteOrder.BIG_ENDIAN);
    order = magic.getInt(0) == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (magic.order(order).getInt(0) != BYTE_ORDER) {
      throw damaged("a section without a byte order");
    }
    body(head.order(order).getInt(4), 12);
    interfaces.clear();
  }

  /// What is left of a block, its trailing length removed.
  private ByteBuffer body(int total, int taken) throws IOException {
    if (total < taken + 4 || total > LONGEST_BLOCK || (total & 3) != 0) {
      throw damaged("a block of " + Integer.toUnsignedString(total) + " bytes");
    }
    ByteBuffer body = require(total - taken, order);
    body.limit(body.limit() - 4);
    return body.slice().order(order);
  }

  private void addInterface(ByteBuffer body) throws IOException {
    if (body.limit() < 8 || interfaces.size() == MOST_INTERFACES) {
      throw damaged("a bad interface block");
    }
    long units = 1_000_000;
    for (int at = 8; at + 4 <= body.limit(); ) {
      int option = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (option == 0 || at + 4 + length > body.limit()) {
        break;
      }
      if (option == OPTION_TIME_RESOLUTION && length == 1) {
        int exponent = body.get(at + 4) & 0x7f;
        boolean binary = body.get(at + 4) < 0;
        units = binary ? 1L << Math.min(exponent, 62) : (long) Math.pow(10, Math.min(exponent, 18));
      }
      at += 4 + (length + 3 & ~3);
    }
    interfaces.add(new Interface(body.getShort(0) & 0xffff, body.getInt(4), units));
  }

  private Frame packet(ByteBuffer body, int interfaceId, int time, int captured)
      throws IOException {
    if (body.limit() < 20 || interfaceId < 0 || interfaceId >= interfaces.size()) {
      throw damaged("a packet of an unknown interface");
    }
    Interface of = interfaces.get(interfaceId);
    long units = (long) body.getInt(time) << 32 | body.getInt(time + 4) & 0xffff_ffffL;
    long nanos =
        units / of.unitsPerSecond() * 1_000_000_000L
            + (long) ((double) (units % of.unitsPerSecond()) * 1e9 / of.unitsPerSecond());
    return frame(nanos, of.linkType(), bytes(body, 20, body.getInt(captured)));
  }

  private Frame simple(ByteBuffer body) throws IOException {
    if (interfaces.isEmpty() || body.limit() < 4) {
      throw damaged("a simple packet without an interface");
    }
    Interface of = interfaces.getFirst();
    int length = Math.min(body.getInt(0), body.limit() - 4);
    int snap = of.snapLength() > 0 ? Math.min(length, of.snapLength()) : length;
    return frame(0, of.linkType(), bytes(body, 4, snap));
  }

  private byte[] bytes(ByteBuffer body, int from, int length) throws IOException {
    if (length < 0 || length > body.limit() - from || length > LONGEST_FRAME) {
      throw damaged("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = new byte[length];
    body.get(from, bytes);
    return bytes;
  }
}
