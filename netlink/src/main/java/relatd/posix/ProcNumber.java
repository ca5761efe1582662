// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// A number in a file below `/proc/sys`.
///
/// Such a file says that it is empty, and is given out by the first read or not at all (kernel,
/// `proc_dointvec`). Methods that go by a file's size, `Files.readString` among them, ask for one
/// byte first, and that digit is all they ever get.
public final class ProcNumber {
  private static final int LONGEST = 16;

  private ProcNumber() {}

  /// @return the number, not negative; none where there is no such file or no number in it
  public static OptionalInt read(Path file) {
    byte[] text = new byte[LONGEST];
    int length;
    try (InputStream input = Files.newInputStream(file)) {
      length = input.read(text);
    } catch (IOException missing) {
      return OptionalInt.empty();
    }
    int number = 0;
    int digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9') {
      number = number * 10 + text[digits++] - '0';
    }
    return digits > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }
}
