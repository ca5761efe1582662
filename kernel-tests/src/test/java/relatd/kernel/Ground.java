// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// What a laboratory stands on: namespaces, a scratch directory, and whatever else has to go with
/// it.
///
/// Names carry the process id and a number, so that laboratories run beside each other. Closing
/// takes things away in the opposite order.
final class Ground implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Deque<AutoCloseable> ours = new ArrayDeque<>();
  private final String prefix =
      "relatd-%d-%d-".formatted(ProcessHandle.current().pid(), NUMBER.getAndIncrement());
  private final Path directory;

  Ground() {
    try {
      directory = Files.createTempDirectory(prefix);
      ours.push(() -> Trees.delete(directory));
      // The FTP server's unprivileged half has to get to its files.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Namespace namespace(String name) {
    return owns(Namespace.create(prefix + name));
  }

  /// A scratch directory that goes with the laboratory; others may read it.
  Path directory() {
    return directory;
  }

  /// What the programs of this laboratory have logged so far, for a failure's report.
  String logs() {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.log")) {
      for (Path file : files) {
        all.append(file.getFileName()).append(":\n").append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  /// Hands something over to be closed with the laboratory, before its namespaces.
  <T extends AutoCloseable> T owns(T closeable) {
    ours.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    for (AutoCloseable closeable = ours.poll(); closeable != null; closeable = ours.poll()) {
      try {
        closeable.close();
      } catch (Exception e) {
        System.err.println("left over after a test: " + e);
      }
    }
  }
}
