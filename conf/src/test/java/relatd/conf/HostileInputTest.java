// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the text is, the answer is a result with problems, soon.
class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void damagedExamplesGetProblemsAndNothingElse() {
    long seed = 7;
    Random random = new Random(seed);
    List<String> texts = Examples.texts();
    int refused = 0;
    for (int i = 0; i < 20000; i++) {
      String text = Mutation.of(texts.get(i % texts.size()), 1 + random.nextInt(8), random);
      ConfigResult result = parse(text, "seed %d, mutant %d".formatted(seed, i));
      refused += result.accepted() ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(5000);
  }

  @Test
  void randomCharactersGetProblemsAndNothingElse() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(
            (char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : 32 + random.nextInt(95)));
      }
      parse(text.toString(), "seed %d, text %d".formatted(seed, i));
    }
  }

  private static ConfigResult parse(String text, String as) {
    try {
      ConfigResult result = TestMachine.parse(text);
      boolean error = result.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
      assertThat(result.accepted()).as(as).isEqualTo(!error);
      return result;
    } catch (RuntimeException e) {
      throw new AssertionError(as + ":\n" + text, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "a",
        "1",
        "/",
        ":",
        "::",
        "1:",
        "1.",
        "#",
        "\n",
        "General {\n",
        "Helper { ",
        "-",
        "1 ",
        "Type ftp inet tcp { ",
        "Helper { Type ftp inet tcp { Option A ",
        "Sync { UDP { ",
        "fe80:",
        "General { Filter { Address Ignore { IPv4_address 10.0.0.1\n",
        "General { HashSize 1 }\n",
        "\u00e4",
        "General { Syslog x\n"
      })
  void tenMegabytesOfTheSameAreReadInBoundedTime(String piece) {
    String text = piece.repeat(10_000_000 / piece.length());
    long start = System.nanoTime();
    ConfigResult result = TestMachine.parse(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(result.problems()).hasSizeLessThanOrEqualTo(101);
    assertThat(result.problems()).allMatch(problem -> problem.located().length() < 2000);
  }

  @Test
  void aHugeListInsideAnOptionIsReadInBoundedTime() {
    String text =
        "Helper { Type tns inet tcp { Option RedirectTo " + "10.0.0.0/8 ".repeat(900_000) + "}}";
    long start = System.nanoTime();
    ConfigResult result = TestMachine.parse(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(result.accepted()).isTrue();
  }

  @Test
  void typesInsideEachOtherHaveALimit() {
    ConfigResult result = TestMachine.parse("Helper { " + "Type ftp inet tcp { ".repeat(100_000));
    assertThat(result.accepted()).isFalse();
  }
}
