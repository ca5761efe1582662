// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relatd.cli.Outcome;
import relatd.cli.Transcript;

/// The recordings of a kernel with nfnetlink_cthelper and DCCP, replayed where there is such a
/// kernel (inside the virtual machine of kernel-tests): ours says what the recording says and what
/// Debian's program says there, or what is kept in testdata/cli/vm/ours with the reason.
public final class MachineRecordings {
  private static final Path TESTDATA = Path.of(System.getProperty("relatd.testdata"));

  /// Ours, below what the kernel refused; the first line is the original's.
  private static final Pattern ADVICE =
      Pattern.compile("(?<=netlink error: .{1,60}\\n)nfct v1.4.7: cannot .*; .*\\n");

  private final Programs programs;
  private final BiConsumer<String, Runnable> cases;

  private MachineRecordings(Path folder, BiConsumer<String, Runnable> cases) {
    this.programs = new Programs(folder);
    this.cases = cases;
  }

  /// Plays them all. Helper objects belong to the whole kernel and some stay behind: nothing that
  /// registers helpers may come later.
  ///
  /// @param folder for files of the programs
  /// @param cases gets each recording's name and its comparison
  public static void play(Path folder, BiConsumer<String, Runnable> cases) {
    MachineRecordings recordings = new MachineRecordings(folder, cases);
    Scenario.all("vm").forEach(recordings::playScenario);
    new MachineSession(folder, recordings).play();
  }

  /// All names, in no order.
  static Stream<String> names() {
    return Stream.concat(
        Scenario.all("vm").stream()
            .flatMap(scenario -> scenario.steps().stream())
            .filter(step -> !step.startsWith("!")),
        MachineSession.NAMES.stream());
  }

  private void playScenario(Scenario scenario) {
    Map<String, Run> living = runs(scenario, false);
    Map<String, Run> ours = runs(scenario, true);
    ours.forEach((name, run) -> compare(name, run, living.get(name)));
  }

  private Map<String, Run> runs(Scenario scenario, boolean ours) {
    Map<String, Run> runs = new LinkedHashMap<>();
    try (InNamespace here = InNamespace.open()) {
      for (String step : scenario.steps()) {
        if (step.startsWith("! ")) {
          here.shell(step.substring(2));
        } else {
          Recording recording = read(step);
          runs.put(step, here.call(() -> ours ? ours(recording) : debians(recording)));
        }
      }
    }
    return runs;
  }

  static Recording read(String name) {
    Path tools = TESTDATA.resolve("golden/vm").resolve(name + ".txt");
    return Recording.read(
        Files.exists(tools) ? tools : TESTDATA.resolve("cli/vm").resolve(name + ".txt"));
  }

  /// In the namespace of the calling thread.
  Run ours(Recording recording) {
    List<String> words = recording.words();
    if (recording.command().startsWith("conntrack ")) {
      return programs.ours(words, "");
    }
    Outcome outcome =
        recording.command().startsWith("nfct ")
            ? Outcome.ofNfct(words.toArray(String[]::new))
            : Outcome.ofConntrackd(words.toArray(String[]::new));
    return of(outcome);
  }

  static Run debians(Recording recording) {
    return Programs.shell(recording.command());
  }

  static Run of(Outcome outcome) {
    return new Run(outcome.status(), outcome.out(), outcome.err());
  }

  void compare(String name, Run ours, Run living) {
    cases.accept(name, () -> check(name, comparable(ours), comparable(living)));
  }

  private static void check(String name, Run ours, Run living) {
    Run recorded = comparable(read(name).run());
    Path deliberate = TESTDATA.resolve("cli/vm/ours").resolve(name + ".txt");
    if (Files.exists(deliberate)) {
      assertThat(ours).isEqualTo(comparable(Recording.read(deliberate).run()));
      assertThat(ours).as("differs on purpose").isNotEqualTo(recorded);
      return;
    }
    assertThat(ours).as("the living original").isEqualTo(living);
    assertThat(ours).as("the recording").isEqualTo(recorded);
  }

  /// Objects come in the order of the kernel's table, one line for each processor, log lines with
  /// time and process.
  private static Run comparable(Run run) {
    String out = ADVICE.matcher(run.out()).replaceAll("");
    String objects =
        out.startsWith("{\n")
            ? Stream.of(out.split("(?<=\n};\n)")).sorted().collect(Collectors.joining())
            : Transcript.unstamped(out)
                .replaceAll("(?m)^cpu=\\d+ ", "cpu=N ")
                .replaceAll("(?m)^queue \\d+ [a-z-]+ \\d+$", "queue N FIGURE N")
                .replaceAll("(?m)^(\\S.*:\t+) +\\d+$", "$1N")
                .replaceAll("uptime: \\d+", "uptime: N");
    Run plain =
        new Run(
                run.status(),
                objects,
                Transcript.unstamped(ADVICE.matcher(run.err()).replaceAll("")))
            .ofTraffic();
    return objects.startsWith("{\n")
        ? new Run(run.status(), objects, plain.err())
        : new Run(
            run.status(),
            plain.out().lines().distinct().collect(Collectors.joining("\n")),
            plain.err());
  }
}
