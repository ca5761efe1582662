// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureReaderTest {
  private static final byte[] ONE = {1, 2, 3};
  private static final byte[] TWO = {4, 5, 6, 7, 8};
  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;

  @TempDir Path directory;

  @Test
  void pcapInBothByteOrdersAndBothUnits() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (int magic : new int[] {MICROS, NANOS}) {
        List<Frame> frames = read(pcap(order, magic, 113));
        long unit = magic == NANOS ? 1 : 1_000;
        assertThat(frames).extracting(Frame::number).containsExactly(1, 2);
        assertThat(frames.get(0).bytes()).isEqualTo(ONE);
        assertThat(frames.get(1).bytes()).isEqualTo(TWO);
        assertThat(frames.get(1).nanos()).isEqualTo(3_000_000_000L * 1_000_000_000 + 7 * unit);
        assertThat(frames).allMatch(frame -> frame.linkType() == 113);
      }
    }
  }

  @Test
  void pcapngWithInterfacesOfTheirOwnLinkTypesAndClocks() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      List<Frame> frames = read(pcapng(order));
      assertThat(frames).extracting(Frame::linkType).containsExactly(1, 101, 113, 1, 276);
      assertThat(frames)
          .extracting(Frame::nanos)
          .containsExactly(5_000_001_000L, 5_000_000_001L, 1_500_000_000L, 0L, 5_000_001_000L);
      assertThat(frames.get(0).bytes()).isEqualTo(ONE);
      assertThat(frames.get(3).bytes()).isEqualTo(TWO);
    }
  }

  @Test
  void bothCompressed() throws IOException {
    assertThat(read(zipped(pcap(ByteOrder.LITTLE_ENDIAN, MICROS, 1)))).hasSize(2);
    assertThat(read(zipped(pcapng(ByteOrder.LITTLE_ENDIAN)))).hasSize(5);
  }

  @Test
  void aFileThatIsNoCaptureIsNamed() {
    for (String text : List.of("", "abc", "hello, this is a text", "PK\u0003\u0004........")) {
      assertThatThrownBy(() -> read(text.getBytes()))
          .isInstanceOf(CaptureException.class)
          .hasMessageEndingWith("x: not a capture: it begins neither like pcap nor like pcapng");
    }
    assertThatThrownBy(() -> CaptureReader.open(directory))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void aHeaderCutShortIsNamed() {
    byte[] whole = pcap(ByteOrder.LITTLE_ENDIAN, MICROS, 1);
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, 20)))
        .isInstanceOf(CaptureException.class)
        .hasMessageEndingWith("x: ends within its header");
  }

  @Test
  void damageIsSaidToBeWhereItIs() {
    byte[] whole = pcap(ByteOrder.LITTLE_ENDIAN, MICROS, 1);
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("damaged at byte 59, behind frame 1: the file ends within a record");
  }

  @Test
  void everyTruncationAndEveryBitGivesFramesOrAnExplanation() throws Exception {
    for (byte[] whole :
        List.of(
            pcap(ByteOrder.BIG_ENDIAN, NANOS, 1),
            pcapng(ByteOrder.LITTLE_ENDIAN),
            zipped(pcap(ByteOrder.LITTLE_ENDIAN, MICROS, 1)))) {
      for (int length = 0; length < whole.length; length++) {
        framesOrExplanation(Arrays.copyOf(whole, length));
      }
      for (int bit = 0; bit < whole.length * 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        framesOrExplanation(flipped);
      }
    }
  }

  private void framesOrExplanation(byte[] file) throws IOException {
    try {
      assertThat(read(file).size()).isLessThanOrEqualTo(file.length / 12);
    } catch (CaptureException e) {
      assertThat(e.getMessage()).startsWith(directory.toString()).doesNotContain("null");
    }
  }

  private List<Frame> read(byte[] file) throws IOException {
    Path path = Files.write(directory.resolve("x"), file);
    List<Frame> frames = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(path)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(next.get());
      }
    }
    return frames;
  }

  private static byte[] pcap(ByteOrder order, int magic, int linkType) {
    ByteBuffer out = ByteBuffer.allocate(24 + 32 + ONE.length + TWO.length).order(order);
    out.putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65_535);
    out.putInt(linkType);
    out.putInt(1).putInt(7).putInt(ONE.length).putInt(ONE.length).put(ONE);
    out.putInt((int) 3_000_000_000L).putInt(7).putInt(TWO.length).putInt(99).put(TWO);
    return out.array();
  }

  /// Clocks of 10^-6 s (as without an option), 10^-9 s and 2^-1 s, a simple packet, and a second
  /// section.
  private static byte[] pcapng(ByteOrder order) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(section(order));
    out.writeBytes(block(order, 1, interfaceBlock(order, 1, -1)));
    out.writeBytes(block(order, 1, interfaceBlock(order, 101, 9)));
    out.writeBytes(block(order, 1, interfaceBlock(order, 113, 0x81)));
    out.writeBytes(block(order, 5, new byte[12])); // statistics
    out.writeBytes(block(order, 6, packet(order, 0, 5_000_001)));
    out.writeBytes(block(order, 6, packet(order, 1, 5_000_000_001L)));
    out.writeBytes(block(order, 6, packet(order, 2, 3)));
    ByteBuffer simple = ByteBuffer.allocate(12).order(order).putInt(TWO.length).put(TWO);
    out.writeBytes(block(order, 3, simple.array()));
    out.writeBytes(section(order));
    out.writeBytes(block(order, 1, interfaceBlock(order, 276, -1)));
    out.writeBytes(block(order, 6, packet(order, 0, 5_000_001)));
    return out.toByteArray();
  }

  private static byte[] section(ByteOrder order) {
    ByteBuffer body = ByteBuffer.allocate(16).order(order);
    body.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
    return block(order, 0x0a0d0d0a, body.array());
  }

  private static byte[] interfaceBlock(ByteOrder order, int linkType, int resolution) {
    ByteBuffer body = ByteBuffer.allocate(resolution < 0 ? 8 : 20).order(order);
    body.putShort((short) linkType).putShort((short) 0).putInt(0);
    if (resolution >= 0) {
      body.putShort((short) 9).putShort((short) 1).put((byte) resolution);
    }
    return body.array();
  }

  private static byte[] packet(ByteOrder order, int interfaceId, long time) {
    ByteBuffer body = ByteBuffer.allocate(24).order(order).putInt(interfaceId);
    body.putInt((int) (time >>> 32)).putInt((int) time).putInt(ONE.length).putInt(9).put(ONE);
    return body.array();
  }

  private static byte[] block(ByteOrder order, int type, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(12 + body.length).order(order);
    return out.putInt(type).putInt(out.capacity()).put(body).putInt(out.capacity()).array();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
