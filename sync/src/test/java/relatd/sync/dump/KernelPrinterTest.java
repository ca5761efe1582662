// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.Golden;
import relatd.sync.wire.KernelMessages;
import relatd.text.ConntrackText;
import relatd.text.ExpectationText;
import relatd.text.OutputStyle;

class KernelPrinterTest {
  private static final long NOW = 1_800_000_000;

  private final MemorySegment into =
      MemorySegment.ofArray(new byte[KernelPrinter.LEAST_ROOM + 100]);
  private final KernelPrinter printer = new KernelPrinter(into, () -> NOW);

  private String printed() {
    byte[] bytes = into.asSlice(0, printer.length()).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static List<String> conntracks() {
    return KernelMessages.named("-ct-").stream()
        .filter(name -> name.matches("k[0-9.]+-ct-(dump-tcp4|get-reply|new|update).*"))
        .toList();
  }

  static List<String> expectations() {
    return KernelMessages.named("-exp-").stream()
        .filter(name -> name.matches("k[0-9.]+-exp-(new|dump-ftp4).*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void listsConntracksAsConntrackDoes(String name) {
    ConntrackMessage message = new ConntrackMessage().wrap(KernelMessages.first(name));
    printer.conntrack(message);
    ConntrackText text = new ConntrackText(OutputStyle.of());
    assertThat(printed())
        .isEqualTo(text.entry(message.toConntrack(), Instant.ofEpochSecond(NOW)) + "\n");
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void listsExpectationsAsConntrackDoes(String name) {
    ExpectMessage message = new ExpectMessage().wrap(KernelMessages.first(name));
    printer.expectation(message);
    ExpectationText text = new ExpectationText(OutputStyle.of());
    assertThat(printed())
        .isEqualTo(text.entry(message.toExpectation(), Instant.ofEpochSecond(NOW)) + "\n");
  }

  @Test
  void theOriginalShowsTheSameFieldsWithoutInternalCache() {
    printer.conntrack(new ConntrackMessage().wrap(KernelMessages.first("k6.18-ct-get-reply-tcp4")));
    String form =
        "tcp      6 \\d+ ESTABLISHED src=.* dport=\\d+ src=.* \\[ASSURED\\] mark=0 use=\\d";
    assertThat(printed().strip()).matches(form);
    assertThat(Golden.lines("nocache-tcp-A-i")).anyMatch(line -> line.matches(form));
  }

  @Test
  void aDatagramNeedsRoom() {
    assertThat(printer.hasRoom()).isTrue();
    printer.conntrack(new ConntrackMessage().wrap(KernelMessages.first("k6.18-ct-get-reply-tcp4")));
    assertThat(printer.hasRoom()).isFalse();
    printer.clear();
    assertThat(printer.hasRoom()).isTrue();
    assertThatThrownBy(() -> new KernelPrinter(into.asSlice(101), () -> NOW))
        .hasMessage("a dump needs at least 262144 bytes");
  }
}
