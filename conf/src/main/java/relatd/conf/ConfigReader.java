// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads configuration files. Whatever they contain, the answer is a [ConfigResult], never an
/// exception; time and memory are proportional to the size, and the size has a limit.
///
/// Immutable, so threads may share it.
public final class ConfigReader {

  /// Nobody writes this by hand; a device or a log given by mistake ends here.
  static final int LARGEST_FILE = 64 << 20;

  private final KnownHelpers helpers;
  private final Surroundings surroundings;

  /// @param helpers names that the section Helper may use
  public ConfigReader(KnownHelpers helpers, Surroundings surroundings) {
    this.helpers = helpers;
    this.surroundings = surroundings;
  }

  /// For this machine and the built-in helpers.
  public static ConfigReader standard() {
    return new ConfigReader(KnownHelpers.builtIn(), Surroundings.system());
  }

  /// @param file shown in messages as given
  public ConfigResult read(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      return bytes.length > LARGEST_FILE
          ? unreadable(file, "the file is larger than 64 MiB")
          : parse(file, decode(bytes));
    } catch (IOException | IllegalArgumentException e) {
      return unreadable(file, "the file cannot be read: " + reason(e));
    }
  }

  /// @param file shown in messages
  public ConfigResult parse(String file, String text) {
    ProblemLog problems = new ProblemLog(file);
    Cursor cursor = new Cursor(new Lexer(text, problems), problems);
    Reading reading = new Reading(cursor, problems, surroundings);
    Optional<Config> config = new FileParser(reading, helpers).parse();
    return new ConfigResult(file, config, problems.all());
  }

  private static ConfigResult unreadable(String file, String message) {
    Problem problem =
        new Problem(
            Severity.ERROR,
            file,
            0,
            0,
            "",
            message,
            "",
            Optional.of("can't open config file `%s'".formatted(file)));
    return new ConfigResult(file, Optional.empty(), List.of(problem));
  }

  /// Exceptions of java.nio.file say the reason in their class and the file in their message.
  private static String reason(Exception e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "there is none of that name";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// UTF-8; an older encoding can only matter in comments and paths, and is taken as Latin-1.
  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
