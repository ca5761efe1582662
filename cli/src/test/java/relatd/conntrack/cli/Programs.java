// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import relatd.cli.Program;

/// Our conntrack inside this process, and Debian's as a process, both in the network namespace of
/// the calling thread.
final class Programs {
  private static final Path DEBIAN = Path.of("/usr/sbin/conntrack");
  private static final long PATIENCE_SECONDS = 30;

  private final Path folder;

  /// @param folder for files that a run reads
  Programs(Path folder) {
    this.folder = folder;
  }

  static void requireDebian() {
    assumeTrue(Files.isExecutable(DEBIAN), "needs conntrack 1.4.7 (package conntrack)");
  }

  Run ours(List<String> words, String input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status;
    try (PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      status = new ConntrackTool(outStream, errStream, surroundings(input), null).run(words);
    }
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Surroundings surroundings(String input) {
    return new Surroundings(
        labels(),
        Path.of("/etc/protocols"),
        Path.of("/proc"),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        InstantSource.system());
  }

  Path labels() {
    return folder.resolve("connlabel.conf");
  }

  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Debian's program; with labels in a mount namespace that has the file where it looks for it.
  Run debian(List<String> words, String input) {
    List<String> command = new ArrayList<>();
    if (Files.exists(labels())) {
      command.addAll(List.of("unshare", "-m", "bash", "-c", LABELLED, labels().toString()));
    }
    command.add(DEBIAN.toString());
    command.addAll(words);
    return process(command, input, null);
  }

  private static final String LABELLED =
      "mkdir -p /run/lock && cp /etc/protocols \"${0%/*}/protocols\" && mount -t tmpfs t /etc &&"
          + " mkdir /etc/xtables && cp \"$0\" /etc/xtables/ && cp \"${0%/*}/protocols\" /etc/ &&"
          + " exec \"$@\"";

  /// A command line of the shell in which `conntrack` is ours.
  Run oursInShell(String command) {
    Path program = folder.resolve("conntrack");
    if (!Files.exists(program)) {
      String script =
          "#!/bin/sh\nexec '"
              + String.join("' '", Program.java())
              + "' relatd.cli.Main conntrack \"$@\"\n";
      write("conntrack", script);
      try {
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return process(List.of("sh", "-c", command), "", folder);
  }

  static Run shell(String command) {
    return process(List.of("sh", "-c", command), "", null);
  }

  private static Run process(List<String> command, String input, Path first) {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (first != null) {
      builder.environment().merge("PATH", "", (path, _) -> first + ":" + path);
    }
    try {
      Process process = builder.start();
      Text out = new Text(process.getInputStream());
      Text err = new Text(process.getErrorStream());
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + command);
      }
      int status = process.exitValue();
      return new Run(status > 128 ? -1 : status, out.all(), err.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// Collects a stream beside the other.
  private static final class Text {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    Text(InputStream stream) {
      reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  stream.transferTo(bytes);
                } catch (IOException closed) {
                  // the process is gone
                }
              });
    }

    String all() throws InterruptedException {
      reader.join();
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
