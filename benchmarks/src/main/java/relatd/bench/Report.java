// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import relatd.conntrack.Family;

/// Runs the benchmarks and prints one table. What cannot run is named with its reason.
public final class Report {
  private final boolean full;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private Report(boolean full) {
    this.full = full;
  }

  /// Property `relatd.peer` is the C program, `relatd.peer.missing` why there is none.
  ///
  /// @param arguments `--full` for figures worth keeping; without, a minute's look
  public static void main(String[] arguments) throws Exception {
    Report report = new Report(List.of(arguments).contains("--full"));
    report.walk();
    report.parse();
    report.measure(Case.EVENTS);
    report.print();
  }

  static String name(Family family) {
    return family == Family.INET ? "IPv4" : "IPv6";
  }

  private void walk() throws RunnerException {
    measure(Case.WALK);
    String obstacle = KernelFinding.obstacle();
    if (obstacle.isEmpty()) {
      measure(Case.KERNEL);
    } else {
      skipped.add("expectations in the kernel: " + obstacle);
    }
  }

  private void parse() throws RunnerException, IOException, InterruptedException {
    measure(Case.PARSE);
    String obstacle = libraryObstacle();
    if (obstacle.isEmpty()) {
      measure(Case.LIBRARY);
    } else {
      skipped.add("the C library called by Java: " + obstacle);
    }
    String peer = System.getProperty("relatd.peer", "");
    if (peer.isEmpty()) {
      skipped.add("the C library in C: " + System.getProperty("relatd.peer.missing", "not built"));
    } else {
      progress("C program");
      rows.addAll(new PeerProgram(Path.of(peer)).run());
    }
  }

  private static String libraryObstacle() {
    try {
      Parsing trial = new Parsing();
      trial.family = Family.INET;
      trial.begin();
      trial.packetByLibrary(new Parsing.Library());
      return "";
    } catch (RuntimeException | LinkageError missing) {
      Throwable cause = missing.getCause() == null ? missing : missing.getCause();
      return String.valueOf(cause.getMessage());
    }
  }

  private void measure(List<Case> cases) throws RunnerException {
    for (Case one : cases) {
      progress(one.benchmark());
      for (RunResult result : new Runner(options(one).build()).run()) {
        rows.add(row(one, result));
      }
    }
  }

  private ChainedOptionsBuilder options(Case one) {
    return new OptionsBuilder()
        .include(one.pattern())
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(full ? 3 : 1)
        .warmupIterations(5)
        .warmupTime(TimeValue.milliseconds(full ? 500 : 200))
        .measurementIterations(20)
        .measurementTime(TimeValue.milliseconds(full ? 250 : 60))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgs(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", // JMH's own
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmn32m");
  }

  private static Row row(Case one, RunResult result) {
    List<Double> nanos = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult round : fork.getIterationResults()) {
        nanos.add(round.getPrimaryResult().getScore());
        bytes.add(round.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
      }
    }
    Family family = Family.valueOf(result.getParams().getParam("family"));
    String flows = result.getParams().getParam("flows");
    String words = flows == null ? one.words() : one.words() + ", " + flows + " flows";
    return new Row(words, name(family), one.packets(), nanos, bytes);
  }

  private static void progress(String what) {
    System.err.println("measuring " + what + " ...");
  }

  private void print() {
    System.out.println();
    System.out.print(Machine.describe());
    System.out.println("run      " + (full ? "full" : "quick; --full for figures worth keeping"));
    System.out.println();
    System.out.println(Row.head());
    rows.forEach(row -> System.out.println(row.text()));
    skipped.forEach(reason -> System.out.println("skipped: " + reason));
  }
}
