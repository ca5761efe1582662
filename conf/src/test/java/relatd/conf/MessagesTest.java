// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person reads: place, word, what was expected.
class MessagesTest {

  private static List<String> located(String text) {
    return TestMachine.parse(text).problems().stream().map(Problem::located).toList();
  }

  @Test
  void namesPlaceWordAndWhatWasExpected() {
    assertThat(located("General {\n\tHashSize = 10\n}\nStats { }"))
        .containsExactly("t.conf:2:11: '=' does not belong here; expected a number");
  }

  @Test
  void guessesTheKeyword() {
    assertThat(located("General {\n\thashsize 8192\n}\nStats { }"))
        .containsExactly("t.conf:2:2: 'hashsize' does not belong here; expected HashSize perhaps");
  }

  @Test
  void reportsEveryErrorAndTheOriginalsTextForTheFirstOnly() {
    ConfigResult result =
        TestMachine.parse("General {\n HashSize\n HashLimit x\n Syslog on\n Foo { a b }\n}\nBar");
    assertThat(result.problems()).extracting(Problem::line).containsExactly(3, 3, 5, 7);
    assertThat(result.problems())
        .extracting(p -> p.originalText().isPresent())
        .containsExactly(true, false, false, false);
  }

  @Test
  void saysOnceThatTheFileEndsTooEarly() {
    assertThat(located("General {\n UNIX { Path /x"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("t.conf:2:16: the file ends in the middle of a clause; expected");
  }

  @Test
  void aClauseAfterABadOneIsStillChecked() {
    assertThat(located("Sync { Bogus { Mode FTFW } Mode turbo { } }\nStats { Syslog kern }"))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("t.conf:1:33: 'turbo'"));
  }

  @Test
  void reportLinesAreForEditors() {
    assertThat(CheckReport.lines(TestMachine.parse("Stats { }\nGeneral { Nice 3 }")))
        .containsExactly(
            "t.conf:2:16: error: '3' does not belong here; expected a number with a sign",
            "t.conf: refused, 1 error, 0 warnings");
  }

  @Test
  void adviceIsForCheckWarningsForTheDaemonAndTheOriginalsLinesForTheClient() {
    String text =
        "Sync { UDP { Interface nosuch } }\n"
            + "General { Scheduler { Priority 3 } UNIX { Path /run/x } }";
    ConfigResult result = TestMachine.parse(text);
    var output =
        new ConntrackdOutput(() -> new LogStamp(ZonedDateTime.parse("2026-02-03T04:05:06Z"), 7));
    assertThat(output.client(result))
        .containsExactly(
            "[Tue Feb  3 04:05:06 2026] (pid=7) [warning] nosuch is an invalid interface");
    assertThat(output.daemon(result))
        .hasSize(5)
        .anyMatch(line -> line.endsWith("Port is missing; the link uses port 0"));
    assertThat(CheckReport.lines(result))
        .contains("t.conf:2:11: advice: Priority has no effect without Type");
  }

  @Test
  void aFileThatIsNotThereIsRefused(@TempDir Path folder) {
    ConfigResult result = TestMachine.reader().read(folder.resolve("none").toString());
    assertThat(result.exitStatus()).isEqualTo(1);
    assertThat(result.problems().getFirst().originalText())
        .contains("can't open config file `" + folder.resolve("none") + "'");
    assertThat(result.problems().getFirst().located()).endsWith("there is none of that name");
  }

  @Test
  void aDirectoryIsRefused(@TempDir Path folder) {
    assertThat(TestMachine.reader().read(folder.toString()).exitStatus()).isEqualTo(1);
  }

  @Test
  void latin1InACommentIsNoReasonToRefuse(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("c"), new byte[] {'#', (byte) 0xe4, '\n'});
    assertThat(TestMachine.reader().read(file.toString()).accepted()).isTrue();
  }
}
