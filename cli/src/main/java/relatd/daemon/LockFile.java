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
  private static final int LONGEST_PID = 19;

  private final Path path;

  private LockFile(Path path) {
    this.path = path;
  }

  /// Creates the file.
  ///
  /// @throws StartFailure when it exists and its owner may be alive, or cannot be created
  static LockFile create(Path path, DaemonLog log) {
    try {
      return createOrReplace(path, log);
    } catch (FileAlreadyExistsException e) {
      throw new StartFailure(exists(path));
    } catch (IOException e) {
      throw new StartFailure(
          exists(path), "lockfile `%s' cannot be created: %s".formatted(path, Reason.of(e)));
    }
  }

  private static LockFile createOrReplace(Path path, DaemonLog log) throws IOException {
    try {
      return write(path);
    } catch (FileAlreadyExistsException e) {
      if (!isStale(path)) {
        throw e;
      }
      log.warning(
          "lockfile `%s' was left behind by a process that is gone; taking it over"
              .formatted(path));
      Files.deleteIfExists(path);
      return write(path);
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
          && owner.length() < LONGEST_PID
          && owner.chars().allMatch(c -> c >= '0' && c <= '9')
          && !isDaemon(Long.parseLong(owner));
    } catch (IOException e) {
      return false;
    }
  }

  /// After a crash another program may have got the number; in a container it is often our own. A
  /// process that cannot be looked at is believed.
  private static boolean isDaemon(long pid) {
    if (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty()) {
      return false;
    }
    try {
      byte[] words = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      String command = new String(words, StandardCharsets.ISO_8859_1);
      return command.contains("conntrackd") || command.contains("relatd");
    } catch (IOException e) {
      return true;
    }
  }

  private static String exists(Path path) {
    return "lockfile `%s' exists, perhaps conntrackd already running?".formatted(path);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // its directory is gone, and so is the file
    }
  }
}
