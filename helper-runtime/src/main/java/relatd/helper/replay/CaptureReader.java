// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads the frames of a capture file, pcap or pcapng, compressed with gzip or not.
public abstract sealed class CaptureReader implements AutoCloseable
    permits PcapReader, PcapngReader {
  /// The longest frame believed: more than any snap length that programs use.
  static final int LONGEST_FRAME = 262_144;

  private static final int GZIP = 0x1f8b;
  private final InputStream in;
  private final String name;
  private long offset;
  private int frames;

  CaptureReader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /// Opens a file and finds out what it is.
  ///
  /// @throws CaptureException when it is no capture
  public static CaptureReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new CaptureException(file + ": is a directory, not a capture");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 65_536);
    try {
      if (magic(in) >>> 16 == GZIP) {
        in = new BufferedInputStream(new GZIPInputStream(in, 65_536), 65_536);
      }
      int magic = magic(in);
      if (magic == PcapngReader.SECTION_HEADER) {
        return new PcapngReader(in, file.toString());
      }
      if (PcapReader.isMagic(magic)) {
        return new PcapReader(in, file.toString());
      }
    } catch (IOException e) {
      in.close();
      throw switch (e) {
        case CaptureException said -> said;
        case EOFException end -> new CaptureException(file + ": ends within its header");
        default -> new CaptureException(file + ": " + e.getMessage());
      };
    }
    in.close();
    throw new CaptureException(
        file + ": not a capture: it begins neither like pcap nor like pcapng");
  }

  private static int magic(InputStream in) throws IOException {
    in.mark(4);
    byte[] four = in.readNBytes(4);
    in.reset();
    return four.length < 4 ? 0 : ByteBuffer.wrap(four).getInt();
  }

  /// The next frame; empty at the end of the file.
  ///
  /// @throws CaptureException when the file is damaged from here on
  public final Optional<Frame> next() throws IOException {
    try {
      return read();
    } catch (EOFException e) {
      throw damaged("the file ends within a record");
    } catch (ZipException e) {
      throw damaged(e.getMessage());
    }
  }

  abstract Optional<Frame> read() throws IOException;

  @Override
  public void close() throws IOException {
    in.close();
  }

  final Frame frame(long nanos, int linkType, byte[] bytes) {
    return new Frame(++frames, nanos, linkType, bytes);
  }

  final CaptureException damaged(String why) {
    return new CaptureException(
        name + ": damaged at byte " + offset + ", behind frame " + frames + ": " + why);
  }

  /// Exactly that many bytes; empty when the file ends before the first of them.
  final Optional<ByteBuffer> take(int length, ByteOrder order) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length == 0 && length > 0) {
      return Optional.empty();
    }
    if (bytes.length < length) {
      throw new EOFException();
    }
    offset += length;
    return Optional.of(ByteBuffer.wrap(bytes).order(order));
  }

  final ByteBuffer require(int length, ByteOrder order) throws IOException {
    return take(length, order).orElseThrow(EOFException::new);
  }
}
