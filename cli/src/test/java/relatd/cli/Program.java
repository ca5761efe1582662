// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program running as a process of its own, and all that it has printed so far. Every wait has a
/// deadline; closing it leaves no process behind.
public final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final Printed out;
  private final Printed err;

  private Program(Process process) {
    this.process = process;
    this.out = new Printed(process.getInputStream());
    this.err = new Printed(process.getErrorStream());
  }

  /// Collects a stream; whoever waits for a text is told when it or the end has come.
  private static final class Printed {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean ended;

    Printed(InputStream stream) {
      reader = Thread.ofVirtual().start(() -> collect(stream));
    }

    private void collect(InputStream stream) {
      byte[] bytes = new byte[4096];
      try (stream) {
        for (int got = stream.read(bytes); got >= 0; got = stream.read(bytes)) {
          add(new String(bytes, 0, got, StandardCharsets.UTF_8), false);
        }
      } catch (IOException closed) {
        // the process was ended by the test
      }
      add("", true);
    }

    private synchronized void add(String more, boolean last) {
      text.append(more);
      ended |= last;
      notifyAll();
    }

    synchronized String await(String wanted) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!ended && (wanted == null || text.indexOf(wanted) < 0)) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
          throw new AssertionError("waited in vain for " + wanted + "; there is:\n" + text);
        }
        try {
          wait(millis);
        } catch (InterruptedException interrupted) {
          throw new AssertionError(interrupted);
        }
      }
      return text.toString();
    }

    synchronized String soFar() {
      return text.toString();
    }

    synchronized boolean has(String wanted) {
      return text.indexOf(wanted) >= 0;
    }
  }

  /// Starts one of our programs, as its launcher does.
  public static Program start(String face, String... args) {
    return start(List.of(), Map.of(), face, args);
  }

  /// @param before a command that runs it, `nsenter` for example
  public static Program start(
      List<String> before, Map<String, String> environment, String face, String... args) {
    List<String> command = new ArrayList<>(before);
    command.addAll(java());
    command.addAll(List.of("relatd.cli.Main", face));
    command.addAll(List.of(args));
    return command(environment, command);
  }

  /// The Java command up to the main class.
  public static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-Drelatd.rehearsal=off",
        "-cp",
        System.getProperty("java.class.path"));
  }

  /// Starts any program. It hears every signal: whoever runs the tests in the background, or with
  /// nohup, has it ignore SIGINT and SIGHUP otherwise, and a JVM leaves what it ignores ignored.
  public static Program command(Map<String, String> environment, List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("NOTIFY_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHDOG_"));
    builder.environment().putAll(environment);
    try {
      Program program = new Program(builder.start());
      program.process.getOutputStream().close();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /// Waits until stdout has this text.
  public Program awaitOut(String text) {
    if (!out.await(text).contains(text)) {
      throw new AssertionError("ended without saying `" + text + "':\n" + everything());
    }
    return this;
  }

  /// Waits until stderr has this text.
  public Program awaitErr(String text) {
    if (!err.await(text).contains(text)) {
      throw new AssertionError("ended without saying `" + text + "':\n" + everything());
    }
    return this;
  }

  public boolean hasSaid(String text) {
    return out.has(text) || err.has(text);
  }

  /// What is on stdout by now.
  public String outSoFar() {
    return out.soFar();
  }

  /// Sends a signal by its name without `SIG`.
  public Program signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return this;
  }

  /// Waits for its end.
  public Outcome outcome() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + everything());
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return new Outcome(
        process.exitValue(),
        Transcript.unstamped(out.await(null)),
        Transcript.unstamped(err.await(null)));
  }

  private String everything() {
    return out.text + "\n" + err.text;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
