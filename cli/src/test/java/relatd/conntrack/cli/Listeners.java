// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import relatd.cli.Program;

/// Our `-E` and Debian's, listening beside each other in one namespace.
final class Listeners implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final InNamespace where;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final EventStop stop = EventStop.of(ready::countDown);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> ours;
  private final Program original;

  /// @param listening how many of the two join a group of events; others may have done so before
  Listeners(InNamespace where, List<String> words, int listening) {
    this.where = where;
    int others = joined(where);
    ours = where.inherit(() -> run(words));
    List<String> command = new ArrayList<>(List.of("stdbuf", "-oL", "/usr/sbin/conntrack"));
    command.addAll(words);
    original = where.call(() -> Program.command(Map.of(), command));
    await(others + listening);
  }

  private int run(List<String> words) {
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      Surroundings surroundings =
          new Surroundings(
              Path.of("/nonexistent"),
              Path.of("/etc/protocols"),
              Path.of("/proc"),
              InputStream.nullInputStream(),
              InstantSource.system());
      return new ConntrackTool(outStream, errStream, surroundings, stop).run(words);
    }
  }

  /// They are listening when as many sockets of the namespace have joined groups.
  private void await(int listening) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (joined(where) != listening) {
      assertThat(System.nanoTime()).as("%s", err).isLessThan(deadline);
    }
  }

  /// How many sockets of a namespace have joined groups of events.
  static int joined(InNamespace where) {
    String listeners = "awk '$2 == 12 && $4 != \"00000000\"' /proc/thread-self/net/netlink | wc -l";
    return Integer.parseInt(where.call(() -> Programs.shell(listeners)).out().strip());
  }

  /// Waits until both have shown as many events; who shows fewer is caught by the comparison.
  void awaitEvents(long byOurs, long byOriginal) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline
        && (events(out.toString(StandardCharsets.UTF_8)) < byOurs
            || events(original.outSoFar()) < byOriginal)) {
      Thread.onSpinWait();
    }
  }

  /// Lines without the frame of a document.
  static long events(String text) {
    return text.lines().filter(line -> !line.matches("<\\?xml.*|</?(conntrack|expect)>")).count();
  }

  /// Ends ours in order.
  Run endOurs() {
    stop.ask();
    int status = ours.join();
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  Run endOriginal() {
    var outcome = original.signal("INT").outcome();
    return new Run(outcome.status(), outcome.out(), outcome.err());
  }

  @Override
  public void close() {
    original.close();
    stop.ask();
    ours.join();
    stop.close();
  }
}
