// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.sync.Golden;

class StatsFileTest {
  @TempDir private Path folder;

  private final AtomicLong clock =
      new AtomicLong(Instant.parse("2026-11-21T01:21:41Z").getEpochSecond());

  private static void end(StatsLog log, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    log.ended(bytes, bytes.length);
  }

  @Test
  void writesTheOriginalsFile() throws IOException {
    Path path = folder.resolve("stats.log");
    try (StatsFile file = new StatsFile(path, clock::get, ZoneOffset.UTC)) {
      Golden.lines("stats-logfile").forEach(line -> end(file, line.replaceFirst(".*\t", "")));
      assertThat(path).isEmptyFile();
      file.flush();
      assertThat(path).hasContent(Golden.out("stats-logfile").stripTrailing());
      assertThat(Files.readString(path)).isEqualTo(Golden.out("stats-logfile"));
      clock.set(Instant.parse("2026-12-01T00:00:00Z").getEpochSecond());
      end(file, "x");
    }
    assertThat(Files.readString(path)).endsWith("\nTue Dec  1 00:00:00 2026\tx\n");
  }

  @Test
  void aBurstIsWrittenBeforeItIsTooLarge() throws IOException {
    Path path = folder.resolve("stats.log");
    try (StatsFile file = new StatsFile(path, clock::get, ZoneOffset.UTC)) {
      for (int i = 0; i < 10_000; i++) {
        end(file, "entry " + i);
      }
    }
    assertThat(Files.readAllLines(path)).hasSize(10_000).last().asString().endsWith("entry 9999");
  }

  @Test
  void aFullDiskStopsNobody() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    StatsFile file = new StatsFile(full, clock::get, ZoneOffset.UTC);
    end(file, "x");
    file.flush();
    end(file, "y");
    file.close();
    assertThat(file.failures()).isEqualTo(2);
  }
}
