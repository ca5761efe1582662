// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// The system's list of protocol names (`/etc/protocols`): lines `NAME NUMBER ALIAS...`, with
/// comments. Names are compared as they are written, as getprotobyname(3) does.
public final class ProtocolList {
  private static final int HIGHEST = 255;

  private ProtocolList() {}

  /// Empty for a name that is not there, and without a list.
  public static OptionalInt number(String word, Path list) {
    String text;
    try {
      text = Files.readString(list, StandardCharsets.ISO_8859_1);
    } catch (IOException missing) {
      return OptionalInt.empty();
    }
    for (String line : text.split("\n")) {
      int comment = line.indexOf('#');
      String[] fields = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
      for (int i = 0; i < fields.length && fields.length > 1; i++) {
        if (i != 1 && fields[i].equals(word)) {
          return octet(fields[1]);
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt octet(String digits) {
    try {
      int number = Integer.parseInt(digits);
      return number < 0 || number > HIGHEST ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (NumberFormatException damaged) {
      return OptionalInt.empty();
    }
  }
}
