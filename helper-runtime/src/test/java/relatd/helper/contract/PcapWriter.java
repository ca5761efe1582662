// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A capture file of Ethernet frames that grows in memory, a millisecond from frame to frame.
///
/// ```
///  file    magic a1b2c3d4 | 2 | 4 | zone 0 | accuracy 0 | longest 262144 | link type 1
///  record  seconds | microseconds | kept | length | frame
/// ```
final class PcapWriter {
  private static final int ETHERNET = 1;
  private static final long FIRST_SECOND = 1_700_000_000L;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private long micros = FIRST_SECOND * 1_000_000;

  PcapWriter() {
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
    header.putInt(262_144).putInt(ETHERNET);
    file.writeBytes(header.array());
  }

  /// Time goes by.
  void wait(int seconds) {
    micros += seconds * 1_000_000L;
  }

  void add(byte[] frame) {
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
    record.putInt(frame.length).putInt(frame.length);
    file.writeBytes(record.array());
    file.writeBytes(frame);
    micros += 1_000;
  }

  byte[] bytes() {
    return file.toByteArray();
  }
}
