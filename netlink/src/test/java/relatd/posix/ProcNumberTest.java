// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcNumberTest {
  @TempDir Path folder;

  /// The kernel's file: several digits, though it says that it has no bytes.
  @Test
  void theWholeNumberIsRead() throws Exception {
    Path file = Path.of("/proc/sys/kernel/threads-max");
    Process cat = new ProcessBuilder("cat", file.toString()).start();
    String said = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(said.strip()).hasSizeGreaterThan(1);
    assertThat(ProcNumber.read(file)).hasValue(Integer.parseInt(said.strip()));
  }

  @Test
  void noFileIsNoNumber() {
    assertThat(ProcNumber.read(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNone() throws IOException {
    assertThat(ProcNumber.read(Files.writeString(folder.resolve("a"), ""))).isEmpty();
    assertThat(ProcNumber.read(Files.writeString(folder.resolve("b"), "many\n"))).isEmpty();
    assertThat(ProcNumber.read(Files.writeString(folder.resolve("c"), "17 18\n"))).hasValue(17);
  }
}
