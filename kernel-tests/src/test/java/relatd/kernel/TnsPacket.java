// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// One packet of Oracle Net.
///
/// ```
///  length u16 (all of it) | checksum u16 | type u8 | flags u8 | header checksum u16 | body
/// ```
record TnsPacket(int type, byte[] body) {
  static final int CONNECT = 1;
  static final int ACCEPT = 2;
  static final int REDIRECT = 5;
  private static final int HEADER = 8;

  static TnsPacket read(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    int length = ByteBuffer.wrap(header).getShort() & 0xffff;
    return new TnsPacket(header[4], in.readNBytes(length - HEADER));
  }

  void write(OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
    bytes.putShort((short) bytes.capacity()).putShort((short) 0).put((byte) type);
    out.write(bytes.put(HEADER, body).array());
    out.flush();
  }
}
