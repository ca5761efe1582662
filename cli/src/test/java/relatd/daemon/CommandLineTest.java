// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.daemon.CommandLine.Action;

/// The argument scanner: quirks that scripts may rely on, and the few places where it is stricter.
class CommandLineTest {

  @ParameterizedTest
  @CsvSource({
    "-i, 16",
    "-i ct, 16",
    "-i c, 16",
    "-i expect, 40",
    "-i exp, 40",
    "-i -x, 24",
    "-i exp -x, 47",
    "-e, 17",
    "-e ct, 17",
    "-e expect, 41",
    "-e -x, 25",
    "-e exp -x, 48",
    "-i all, 16",
    "-c, 46",
    "-c ct, 18",
    "-c expect, 42",
    "-c all, 46",
    "-F, 43",
    "-F ct, 0",
    "-F expect, 38",
    "-R, 44",
    "-R ct, 1",
    "-R expect, 39",
    "-f, 45",
    "-f internal, 33",
    "-f i, 33",
    "-f external, 34",
    "-f all, 45",
    "-n, 23",
    "-B, 22",
    "-t, 26",
    "-k, 20",
    "-s, 21",
    "-s ct, 21",
    "-s c, 29",
    "-s cache, 29",
    "-s network, 28",
    "-s n, 28",
    "-s runtime, 30",
    "-s r, 30",
    "-s rs, 32",
    "-s rsqueue, 32",
    "-s link, 31",
    "-s process, 35",
    "-s queue, 36",
    "-s expect, 37",
    "-s helper, 1000",
    "-s -k, 20",
    "-k -s, 21",
    "xi, 16"
  })
  void everyActionIsTheOriginalsRequest(String arguments, int request) {
    CommandLine line = CommandLine.parse(List.of(arguments.split(" ")));
    assertThat(line.action()).isEqualTo(Action.CLIENT);
    assertThat(line.error()).isEmpty();
    assertThat(line.request().orElseThrow().number()).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource({
    "-x, Invalid parameters",
    "-x -i, Invalid parameters",
    "-s -x, Invalid parameters",
    "-d -i, Invalid parameters",
    "-i -d, Invalid parameters",
    "-z, Unknown option: -z",
    "-, Unknown option: -",
    "--help, Unknown option: --help",
    "-i foo, Unknown option: foo",
    "-s foo, unknown parameter `foo' for option `-s'",
    "-f foo, unknown parameter `foo' for option `-f'"
  })
  void refusesWhatMakesNoSense(String arguments, String why) {
    CommandLine line = CommandLine.parse(List.of(arguments.split(" ")));
    assertThat(line.action()).isEqualTo(Action.REFUSE);
    assertThat(line.error()).contains(why);
  }

  @Test
  void anEmptyWordIsABeginningOfTheFirst() {
    assertThat(CommandLine.parse(List.of("-i", "")).request()).contains(Request.CT_DUMP_INTERNAL);
    assertThat(CommandLine.parse(List.of("-s", "")).request()).contains(Request.STATS_NETWORK);
  }

  @Test
  void anEmptyArgumentIsNoOption() {
    assertThat(CommandLine.parse(List.of("")).error()).contains("Unknown option: ");
  }

  @Test
  void theLastFileIsRead() {
    CommandLine line = CommandLine.parse(List.of("-C", "a", "-k", "-C", "b"));
    assertThat(line.configFile()).isEqualTo("b");
    assertThat(CommandLine.parse(List.of()).configFile()).isEqualTo(CommandLine.DEFAULT_CONFIG);
  }

  @Test
  void runsInTheForegroundUnlessToldOtherwise() {
    assertThat(CommandLine.parse(List.of()).action()).isEqualTo(Action.CONSOLE);
    assertThat(CommandLine.parse(List.of("-d", "-C", "a")).action()).isEqualTo(Action.DAEMON);
  }

  @Test
  void helpAndVersionWinOverWhatFollowsThem() {
    assertThat(CommandLine.parse(List.of("-h", "-z")).action()).isEqualTo(Action.HELP);
    assertThat(CommandLine.parse(List.of("-v", "-z")).action()).isEqualTo(Action.VERSION);
    assertThat(CommandLine.parse(List.of("-z", "-h")).action()).isEqualTo(Action.REFUSE);
  }

  @Test
  void anOldWordIsWarnedAbout() {
    CommandLine line = CommandLine.parse(List.of("-s", "multicast"));
    assertThat(line.request()).contains(Request.STATS_LINK);
    assertThat(line.warnings()).containsExactly("use `link' instead of `multicast' as parameter.");
  }
}
