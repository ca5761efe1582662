// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The file that says a daemon is running. conntrackd's is empty; ours holds the process id, so
/// that one left behind by a crash is recognised and replaced. An empty one is respected as
/// conntrackd respects it.
final class LockFile implements AutoCloseable {
  private final Path path;

  private LockFile(Path path) {
    this.path = path;
  }

  /// Creates the file.
  ///
  /// @throws StartFailure when it exists and its owner may be alive, or cannot be created
  static LockFile create(Path path, DaemonLog log) {
    try {
      return write(path);
    } catch (FileAlreadyExistsException e) {
      if (isStale(path)) {
        log.warning(
            "lockfile `%s' was left behind by a process that is gone; taking it over"
                .formatted(path));
        try {
          Files.delete(path);
          return write(path);
        } catch (IOException again) {
          throw refused(path);
        }
      }
      throw refused(path);
    } catch (IOException e) {
      throw new StartFailure(
          "lockfile `%s' exists, perhaps conntrackd already running? (%s: %s)"
              .formatted(path, e.getClass().getSimpleName(), e.getMessage()));
    }
  }

  private static LockFile write(Path path) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(path, ProcessHandle.current().pid() + "\n");
    return new LockFile(path);
  }

  private static boolean isStale(Path path) {
    try {
      String owner = new String(Files.readAllBytes(path), StandardCharsets.US_ASCII).strip();
      return !owner.isEmpty()
          && owner.length() < 19
          && owner.chars().allMatch(c -> c >= '0' && c <= '9')
          && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static StartFailure refused(Path path) {
    return new StartFailure(
        "lockfile `%s' exists, perhaps conntrackd already running?".formatted(path));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // its directory is gone: so is the file
    }
  }
}
