// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// The scan finds what it looks for.
class PurityScanTest {
  @Test
  void whatIsImpureIsFound() throws IOException {
    assertThat(scan(Clocks.class)).anyMatch(text -> text.contains("System.nanoTime"));
    assertThat(scan(Clocks.class)).anyMatch(text -> text.contains("Instant.now"));
    assertThat(scan(Logs.class)).anyMatch(text -> text.contains("java/util/logging/Logger"));
    assertThat(scan(Threads.class)).anyMatch(text -> text.contains("java/lang/Thread"));
    assertThat(scan(Files.class)).anyMatch(text -> text.contains("java/nio/file/Files"));
    assertThat(scan(Chance.class)).anyMatch(text -> text.contains("java/util/Random"));
    assertThat(scan(State.class)).anyMatch(text -> text.contains("State.count is static"));
    assertThat(scan(State.class)).anyMatch(text -> text.contains("State.MAP is a static map"));
  }

  @Test
  void whatIsPureIsNot() throws IOException {
    assertThat(scan(Pure.class)).isEmpty();
  }

  private static Iterable<String> scan(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return PurityScan.ofClass(in.readAllBytes());
    }
  }

  private static final class Clocks {
    long time() {
      return System.nanoTime() + Instant.now().getNano();
    }
  }

  private static final class Logs {
    void log() {
      Logger.getGlobal().info("x");
    }
  }

  private static final class Threads {
    void run() {
      new Thread(() -> {}).start();
    }
  }

  private static final class Files {
    boolean look() {
      return java.nio.file.Files.exists(java.nio.file.Path.of("x"));
    }
  }

  private static final class Chance {
    int roll() {
      return new Random().nextInt();
    }
  }

  private static final class State {
    static final HashMap<String, String> MAP = new HashMap<>();
    static int count;
  }

  private record Pure(int a, String b, Map<String, Integer> c) {
    static final Map<String, Integer> CONSTANT = Map.of("a", 1);

    enum Kind {
      ONE,
      TWO
    }

    int sum(Kind kind) {
      return switch (kind) {
        case ONE -> a + CONSTANT.size();
        case TWO -> c.values().stream().mapToInt(Integer::intValue).sum();
      };
    }
  }
}
