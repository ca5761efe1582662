// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Expectation;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.wire.KernelMessages;
import relatd.text.ConntrackText;
import relatd.text.ExpectationText;
import relatd.text.OutputStyle;

/// What three kernels said is shown of the image as the printers of records show it, but for what
/// is not on the wire.
class KernelDumpTextTest {
  private static final String AGE = " [active since 0s]\n";
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  static List<String> conntracks() {
    return KernelMessages.named("-ct-").stream()
        .filter(name -> name.matches("k[0-9.]+-ct-(new|update|destroy|dump-tcp4|get-reply).*"))
        .toList();
  }

  static List<String> expectations() {
    return KernelMessages.named("-exp-").stream()
        .filter(name -> name.matches(".*-exp-(new|destroy|dump-ftp4).*"))
        .toList();
  }

  @Test
  void thereAreManyRecordings() {
    assertThat(conntracks()).hasSizeGreaterThan(90);
    assertThat(expectations()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void showsConntracksAsThePrinterOfRecords(String name) {
    Conntrack said = new ConntrackMessage().wrap(KernelMessages.first(name)).toConntrack();
    try (Images images = new Images()) {
      images.add(said);
      assertThat(images.conntracks(DumpFormat.TEXT, true))
          .isEqualTo(new ConntrackText(OutputStyle.of()).entry(onWire(said), NOW) + AGE);
    }
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void showsExpectationsAsThePrinterOfRecords(String name) {
    Expectation said = new ExpectMessage().wrap(KernelMessages.first(name)).toExpectation();
    try (Images images = new Images()) {
      images.add(said);
      String zone = said.zone() == 0 ? "" : " zone=" + said.zone();
      assertThat(images.expectations(DumpFormat.TEXT, true))
          .isEqualTo(new ExpectationText(OutputStyle.of()).untimed(said).replace(zone, "") + AGE);
    }
  }

  private static Conntrack onWire(Conntrack said) {
    ConntrackBuilder kept = Conntrack.of(onWire(said.original()), onWire(said.reply()));
    said.zone().ifPresent(kept::zone);
    kept.status(said.status().orElse(0));
    said.mark().ifPresent(kept::mark);
    said.protocolInfo().ifPresent(kept::protocolInfo);
    said.helper().ifPresent(kept::helper);
    return kept.build();
  }

  /// Without keys and zones of one direction.
  private static Tuple onWire(Tuple tuple) {
    boolean isSent = tuple.protocol() != Protocol.GRE && tuple.protocol() != Protocol.UDPLITE;
    return new Tuple(
        tuple.source(),
        tuple.destination(),
        tuple.protocol(),
        isSent ? tuple.layer4() : Layer4.NONE);
  }
}
