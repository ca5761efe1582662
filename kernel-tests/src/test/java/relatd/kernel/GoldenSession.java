// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// A session of recordings, played again on a [GoldenLab]: differences are collected, and shown
/// together at the end.
final class GoldenSession implements AutoCloseable {
  private final List<String> differences = new ArrayList<>();
  private final SyncProgram program;
  private final GoldenLab lab;

  /// Skips a test that needs what this machine has not.
  GoldenSession(SyncProgram program) {
    SyncPairs.require(program, program, Requirement.IN_KERNEL_FTP);
    this.program = program;
    this.lab = GoldenLab.open(program);
  }

  GoldenLab lab() {
    return lab;
  }

  /// Runs recorded commands again.
  void replay(String... names) {
    for (String name : names) {
      replay(GoldenRun.of(name));
    }
  }

  /// Recordings of what the original gets wrong: it still says so, ours does not.
  ///
  /// @param better what ours has to say, comparable
  void replayBetter(String name, String... better) {
    if (program == SyncProgram.C) {
      replay(name);
    } else {
      Outcome ours = lab.run(GoldenRun.of(name));
      compare(name, GoldenRun.comparable(ours.out()), List.of(better));
    }
  }

  private void replay(GoldenRun golden) {
    Outcome ours = lab.run(golden);
    compare(golden.name(), GoldenRun.comparable(ours.out()), GoldenRun.comparable(golden.out()));
    compare(
        golden.name() + ", stderr",
        GoldenRun.comparable(ours.err()),
        GoldenRun.comparable(golden.err()));
  }

  /// Compares logs of daemons that have been asked to end.
  ///
  /// @param defect a line that only the original has
  void logs(String defect, String... names) {
    for (String name : names) {
      GoldenRun golden = GoldenRun.of(name);
      lab.awaitEnd(golden.node());
      List<String> theirs =
          GoldenRun.comparableLog(golden.out()).stream()
              .filter(line -> program == SyncProgram.C || !line.equals(defect))
              .toList();
      compare(name, GoldenRun.comparableLog(lab.log(golden.node())), theirs);
    }
  }

  /// Compares a log of which ours says more, or something else.
  ///
  /// @param better what ours has to say, comparable
  void logBetter(String name, String... better) {
    GoldenRun golden = GoldenRun.of(name);
    lab.awaitEnd(golden.node());
    compare(
        name,
        GoldenRun.comparableLog(lab.log(golden.node())),
        program == SyncProgram.C ? GoldenRun.comparableLog(golden.out()) : List.of(better));
  }

  /// Compares a file of entries, in whatever order they stand there.
  void entries(String name, String file) {
    compare(
        name,
        GoldenRun.comparableLog(file).stream().sorted().toList(),
        GoldenRun.comparableLog(GoldenRun.of(name).out()).stream().sorted().toList());
  }

  private void compare(String name, List<String> ours, List<String> theirs) {
    if (!ours.equals(theirs)) {
      differences.add(
          "%s\n  recorded:\n    %s\n  now:\n    %s"
              .formatted(name, String.join("\n    ", theirs), String.join("\n    ", ours)));
    }
  }

  /// Waits until a log has a line so often.
  void awaitLog(int node, String words, int times) {
    Await.until(
        "the log says: " + words,
        () -> lab.log(node).lines().filter(line -> line.contains(words)).count() >= times,
        () -> lab.log(node));
  }

  /// Waits until a node's kernel has no entry any more: ours says what it begins, and flushes in
  /// steps.
  void awaitEmptyKernel(int node) {
    Await.until("the kernel's table is empty", () -> lab.kernelEntries(node).equals("0"));
  }

  /// Waits until B has all of the traffic that A tracks.
  void awaitTraffic(boolean expectations) {
    Await.until(
        "B knows everything",
        () ->
            lab.ask(2, "-e").out().lines().filter(GoldenSession::isSettled).count() == 5
                && (!expectations || !lab.ask(2, "-e", "exp").out().isEmpty()),
        () -> lab.ask(2, "-e").out() + lab.ground().logs());
  }

  /// A line of the traffic that will not change any more.
  static boolean isSettled(String line) {
    return (line.contains("src=10.1.0.2") || line.contains("src=fd01::2"))
        && (!line.startsWith("tcp") || line.contains("ESTABLISHED") && line.contains("[ASSURED]"))
        && !line.contains("UNREPLIED");
  }

  void verify() {
    assertThat(differences).as("%s differs from what was recorded".formatted(program)).isEmpty();
  }

  @Override
  public void close() {
    lab.close();
  }
}
