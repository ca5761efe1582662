// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;

/// `relatd helpers`, with a configuration and without.
class HelpersCommandTest {
  @TempDir Path folder;

  @Test
  void withoutAConfigurationNothingIsOnOrOff() {
    Outcome outcome = Outcome.ofRelatd("helpers");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines().getFirst())
        .isEqualTo("HELPER       PROTO    PORT         CLASSES (name max/seconds)");
    assertThat(outcome.outLines())
        .contains("rpc          tcp,udp  111          rpc 16/300")
        .doesNotHaveDuplicates();
    assertThat(outcome.out()).doesNotContain("queue", "off");
  }

  @Test
  void aConfigurationSaysWhichAreOnWithWhichQueueAndNumbers() throws IOException {
    Outcome outcome =
        with(
            """
            Helper {
              Type rpc inet udp {
                QueueNum 7
                Policy rpc {
                  ExpectMax 3
                  ExpectTimeout 90
                }
              }
              Type rpc inet6 tcp {
                QueueNum 65535
              }
            }
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines())
        .filteredOn(line -> line.startsWith("rpc "))
        .containsExactly(
            "rpc          udp      111          on inet queue 7        rpc 3/90",
            "rpc          tcp      111          on inet6 queue 65535   rpc 16/300");
    assertThat(outcome.outLines())
        .contains("tftp         udp      69           off                    tftp 1/300")
        .filteredOn(line -> line.contains(" on "))
        .hasSize(2);
  }

  @Test
  void aConfigurationWithoutHelpersLeavesAllOff() throws IOException {
    Outcome outcome = with("General {\n  Syslog off\n}\n");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines().stream().skip(1)).allMatch(line -> line.contains(" off "));
  }

  @Test
  void aConfigurationThatCannotBeUsedIsNamed() throws IOException {
    Outcome unknown = with("Helper {\n  Type nosuch inet tcp {\n    QueueNum 1\n  }\n}\n");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("nosuch");

    Outcome absent = Outcome.ofRelatd("helpers", folder.resolve("absent").toString());
    assertThat(absent.status()).isEqualTo(1);
    assertThat(absent.out()).isEmpty();
    assertThat(absent.errLines().getFirst()).contains("absent");
  }

  private Outcome with(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), text);
    return Outcome.ofRelatd("helpers", file.toString());
  }
}
