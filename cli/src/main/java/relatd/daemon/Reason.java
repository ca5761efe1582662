// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Why a file operation failed, in strerror(3)'s words: java.nio.file says it in the exception's
/// class and puts the file's name into the message.
final class Reason {
  private Reason() {}

  static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      case FileSystemException other ->
          Optional.ofNullable(other.getReason()).orElse(other.getClass().getSimpleName());
      default -> Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    };
  }
}
