// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The one `main`: which program it starts, and that its user never meets a stack trace.
class MainTest {
  @Test
  void startsTheProgramThatIsNamed() {
    assertThat(Program.start("conntrackd", "-v").outcome().out()).contains("userspace daemon");
    assertThat(Program.start("nfct", "version").outcome().out()).startsWith("nfct v1.4.7");
    assertThat(Program.start("relatd", "version").outcome().out()).startsWith("relatd ");
  }

  @Test
  void refusesOtherNames() {
    for (String name : new String[] {"iptables", ""}) {
      Outcome outcome = Program.start(name).outcome();
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).hasLineCount(1);
    }
  }

  @Test
  void passesTheStatusOn() {
    assertThat(Program.start("nfct").outcome().status()).isEqualTo(1);
    assertThat(Program.start("relatd").outcome().status()).isEqualTo(2);
  }

  @Test
  void aFailureIsOneLine() {
    assertThat(guarded(new IllegalStateException("first\nsecond"), Map.of()))
        .isEqualTo("relatd: java.lang.IllegalStateException: first second\n");
    assertThat(guarded(new OutOfMemoryError("Java heap space"), Map.of()))
        .isEqualTo("relatd: java.lang.OutOfMemoryError: Java heap space\n");
  }

  @Test
  void whatIsBehindAFailureIsNamed() {
    Throwable failure = new ExceptionInInitializerError(new IllegalStateException("no memory"));
    assertThat(guarded(failure, Map.of()))
        .isEqualTo("relatd: java.lang.IllegalStateException: no memory\n");
  }

  @Test
  void theStackTraceIsThereForThoseWhoAsk() {
    assertThat(guarded(new IllegalStateException("why"), Map.of(Main.DEBUG, "1")))
        .contains("relatd: java.lang.IllegalStateException: why\n")
        .contains("\tat " + MainTest.class.getName());
  }

  private static String guarded(Throwable thrown, Map<String, String> environment) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Main.Face face =
        (_, _, _) -> {
          throw MainTest.<RuntimeException>sneaky(thrown);
        };
    assertThat(Main.guarded("relatd", face, List.of(), stream, stream, environment)).isEqualTo(1);
    return err.toString(StandardCharsets.UTF_8);
  }

  /// Throws whatever it is given.
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
