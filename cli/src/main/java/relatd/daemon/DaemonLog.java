// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import relatd.conf.LogStamp;
import relatd.helper.engine.EngineLog;

/// The daemon's log: file, syslog and console, each as configured, in conntrackd's line format. Any
/// thread may write.
final class DaemonLog implements EngineLog, AutoCloseable {
  /// Severities with their words in lines and their numbers in syslog (RFC 5424, section 6.2.1).
  private enum Severity {
    INFO("info", 6),
    NOTICE("notice", 5),
    WARNING("warning", 4),
    ERROR("ERROR", 3);

    final String word;
    final int number;

    Severity(String word, int number) {
      this.word = word;
      this.number = number;
    }

    boolean isTrouble() {
      return number <= WARNING.number;
    }
  }

  private final PrintStream out;
  private final PrintStream err;
  private final boolean troublesAlone;
  private boolean onConsole = true;
  private Optional<OutputStream> file = Optional.empty();
  private Optional<Syslog> syslog = Optional.empty();

  /// Until a file is opened lines go to the console alone.
  ///
  /// @param troublesAlone whether the console gets warnings and errors only
  DaemonLog(PrintStream out, PrintStream err, boolean troublesAlone) {
    this.out = out;
    this.err = err;
    this.troublesAlone = troublesAlone;
  }

  /// @throws IOException when the file cannot be opened for appending
  synchronized void openFile(Path path) throws IOException {
    file =
        Optional.of(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  synchronized void openSyslog(Syslog opened) {
    syslog = Optional.of(opened);
  }

  /// Says a last word on the console and closes it: `/dev/null` takes its place.
  synchronized void leaveConsole(String lastWord) {
    onConsole = false;
    out.println(lastWord);
    out.close();
    err.close();
  }

  @Override
  public void info(String line) {
    write(Severity.INFO, line);
  }

  @Override
  public void notice(String line) {
    write(Severity.NOTICE, line);
  }

  @Override
  public void warning(String line) {
    write(Severity.WARNING, line);
  }

  @Override
  public void error(String line) {
    write(Severity.ERROR, line);
  }

  /// An entry that an error line before it was about: `time TAB entry` in the file, the entry alone
  /// in syslog.
  synchronized void entry(String entry) {
    syslog.ifPresent(log -> log.write(Severity.ERROR.number, entry));
    file.ifPresent(stream -> append(stream, LogStamp.now().text() + '\t' + entry));
  }

  private synchronized void write(Severity severity, String text) {
    String line = LogStamp.now().line(severity.word, text);
    if (onConsole && (severity.isTrouble() || !troublesAlone)) {
      PrintStream console = severity.isTrouble() ? err : out;
      console.println(line);
      console.flush();
    }
    syslog.ifPresent(log -> log.write(severity.number, text));
    file.ifPresent(stream -> append(stream, line));
  }

  private static void append(OutputStream stream, String line) {
    try {
      stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      // a full disk must not stop a firewall; console and syslog still have the line
    }
  }

  @Override
  public synchronized void close() {
    file.ifPresent(DaemonLog::close);
    file = Optional.empty();
    syslog = Optional.empty();
  }

  private static void close(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // every line was flushed when it was written
    }
  }
}
