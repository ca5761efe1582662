// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Optional;
import relatd.conf.Token.Kind;

/// `LogFile` of General and of Stats: on, off or a path.
final class LogFileParser {

  static final int LONGEST_PATH = 256;

  private final Reading reading;
  private final String standardPath;
  private final String prefix;
  private Optional<String> path = Optional.empty();

  /// @param standardPath what `on` means
  /// @param prefix begins the original's complaint
  LogFileParser(Reading reading, String standardPath, String prefix) {
    this.reading = reading;
    this.standardPath = standardPath;
    this.prefix = prefix;
  }

  Optional<String> path() {
    return path;
  }

  void parse(Token keyword) {
    Cursor cursor = reading.cursor();
    if (cursor.nextIs(Kind.PATH)) {
      Token token = cursor.next();
      path = Optional.of(token.text());
      if (!reading.fits(token, LONGEST_PATH)) {
        reading
            .problems()
            .error(
                token,
                "the path is longer than 256 bytes",
                prefix + "LogFile path is longer than 256 characters");
      }
    } else if (!cursor.nextIs(Kind.TRUE) && !cursor.nextIs(Kind.FALSE)) {
      throw cursor.fail("on, off or an absolute path without quotes");
    } else if (cursor.bool()) {
      path = Optional.of(standardPath);
    } else if (path.isPresent()) {
      reading.problems().advice(keyword, "off does not undo the LogFile given before");
    }
  }
}
