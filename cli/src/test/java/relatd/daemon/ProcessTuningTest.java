// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Program;

/// The original runs with SCHED_RR unless its configuration says otherwise.
class ProcessTuningTest {
  private static final String ROUND_ROBIN = "2";

  /// Field 41 of proc(5)'s stat, counted from the state, which is the third.
  private static final int POLICY = 38;

  @TempDir Path path;

  @Test
  void theThreadThatServesAndTheOneItWaitsForAreScheduledFirst() throws Exception {
    assertThat(first(8, 2)).containsExactly("VM Thread", "java");
  }

  /// Or they would never come to compile what the thread that serves takes all time for.
  @Test
  void aSingleProcessorIsSharedWithTheCompilers() throws Exception {
    assertThat(first(1, 3)).containsExactly("C1 CompilerThre", "VM Thread", "java");
  }

  /// Names of the threads that are scheduled first, once there are so many.
  private List<String> first(int processors, int expected) throws Exception {
    assumeTrue(mayBeFirst(), "needs real-time scheduling: root, and a control group with a share");
    Map<String, String> options =
        Map.of("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=" + processors);
    try (Program daemon = new DaemonFolder(path).plain().start(options)) {
      List<String> first = roundRobin(daemon.pid());
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (first.size() < expected && System.nanoTime() - end < 0) {
        Thread.sleep(20); // the library that asks is loaded beside the start
        first = roundRobin(daemon.pid());
      }
      return first;
    }
  }

  private static boolean mayBeFirst() throws InterruptedException {
    try {
      return new ProcessBuilder("chrt", "--rr", "99", "true").start().waitFor() == 0;
    } catch (IOException noUtilLinux) {
      return false;
    }
  }

  /// Names of threads.
  private static List<String> roundRobin(long process) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
      return threads
          .flatMap(ProcessTuningTest::stat)
          .filter(stat -> fields(stat)[POLICY].equals(ROUND_ROBIN))
          .map(stat -> stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')))
          .sorted()
          .toList();
    }
  }

  private static String[] fields(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  /// None of a thread that has ended meanwhile.
  private static Stream<String> stat(Path thread) {
    try {
      return Stream.of(Files.readString(thread.resolve("stat")));
    } catch (IOException ended) {
      return Stream.empty();
    }
  }
}
