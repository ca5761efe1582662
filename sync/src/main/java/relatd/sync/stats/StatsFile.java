// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import relatd.text.Times;

/// `LogFile` of section Stats: `Sat Nov 21 01:21:41 2026`, a tab, the entry. Lines gather until
/// [#flush], which is to be called at the end of a turn, so that a burst is one system call.
///
/// A full disk does not stop anybody: what could not be written is counted.
public final class StatsFile implements StatsLog, AutoCloseable {
  private static final int CAPACITY = 1 << 16;

  private final OutputStream file;
  private final LongSupplier seconds;
  private final ZoneId zone;
  private final byte[] bytes = new byte[CAPACITY];
  private int length;
  private byte[] stamp = {};
  private long stamped = Long.MIN_VALUE;
  private long failures;

  /// Opens it for appending.
  ///
  /// @param seconds since 1970
  /// @param zone where the reader lives
  /// @throws IOException when it cannot be opened
  public StatsFile(Path path, LongSupplier seconds, ZoneId zone) throws IOException {
    this(
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        seconds,
        zone);
  }

  StatsFile(OutputStream file, LongSupplier seconds, ZoneId zone) {
    this.file = file;
    this.seconds = seconds;
    this.zone = zone;
  }

  @Override
  public void ended(byte[] line, int size) {
    stamp();
    if (length + stamp.length + size + 1 > CAPACITY) {
      flush();
    }
    put(stamp, stamp.length);
    put(line, size);
    bytes[length++] = '\n';
  }

  private void put(byte[] from, int size) {
    System.arraycopy(from, 0, bytes, length, size);
    length += size;
  }

  /// Made anew once a second.
  private void stamp() {
    long now = seconds.getAsLong();
    if (now != stamped) {
      stamped = now;
      String text = Times.ctime(Instant.ofEpochSecond(now).atZone(zone)) + '\t';
      stamp = text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /// Writes what has gathered.
  public void flush() {
    if (length == 0) {
      return;
    }
    try {
      file.write(bytes, 0, length);
    } catch (IOException e) {
      failures++;
    }
    length = 0;
  }

  /// Writes that failed; their lines are lost.
  public long failures() {
    return failures;
  }

  @Override
  public void close() {
    flush();
    try {
      file.close();
    } catch (IOException e) {
      failures++;
    }
  }
}
