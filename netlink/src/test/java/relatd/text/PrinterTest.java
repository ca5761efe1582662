// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Endpoint;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// What no transcript shows.
class PrinterTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_224_716L, 12_345_000);
  private static final Tuple TCP =
      Tuple.tcp(
          new Endpoint(Address.of("10.1.0.2"), 1000), new Endpoint(Address.of("10.2.0.2"), 80));

  private static ConntrackBuilder tcp() {
    return Conntrack.of(TCP, TCP.inverse());
  }

  private static String text(Conntrack entry, OutputOption... options) {
    return Printer.ofConntracks(OutputStyle.of(options).in(ZoneOffset.UTC)).entry(entry, NOW);
  }

  @Test
  void saysNothingThatIsNotKnown() {
    assertThat(text(tcp().build()))
        .isEqualTo(
            "tcp      6 src=10.1.0.2 dst=10.2.0.2 sport=1000 dport=80"
                + " src=10.2.0.2 dst=10.1.0.2 sport=80 dport=1000");
    assertThat(text(tcp().build(), OutputOption.XML)).doesNotContain("independent");
  }

  @Test
  void prefersOffloadedToAssured() {
    int both = Status.SEEN_REPLY | Status.ASSURED | Status.OFFLOAD;
    assertThat(text(tcp().status(both).build())).endsWith(" [OFFLOAD]");
    assertThat(text(tcp().status(both | Status.HW_OFFLOAD).build())).endsWith(" [HW_OFFLOAD]");
    assertThat(text(tcp().status(both).build(), OutputOption.XML))
        .contains("<offload/><assured/></meta>");
  }

  @Test
  void showsNumbersUnsigned() {
    assertThat(text(tcp().mark(-1).timeout(-2).id(-3).use(1).build(), OutputOption.ID))
        .startsWith("tcp      6 4294967294 src=")
        .endsWith(" mark=4294967295 use=1 id=4294967293");
  }

  @Test
  void showsTheSecurityContextBetweenMarkAndZone() {
    assertThat(text(tcp().mark(1).securityContext("system_u:x").zone(7).build()))
        .endsWith(" mark=1 secctx=system_u:x zone=7");
  }

  @Test
  void leavesTheBareWordWhereNoLabelHasAName() {
    OutputStyle style =
        OutputStyle.of(OutputOption.LABELS).withLabels(LabelNames.of(Map.of(5, "five")));
    Printer<Conntrack> printer = Printer.ofConntracks(style);
    assertThat(printer.entry(tcp().labels(Labels.of(3)).build(), NOW))
        .endsWith("dport=1000 labels");
    assertThat(printer.entry(tcp().labels(Labels.of(3, 5)).build(), NOW)).endsWith(" labels=five");
    assertThat(printer.entry(tcp().labels(Labels.NONE).build(), NOW)).endsWith("dport=1000");
  }

  @Test
  void leavesAnEmptyListInXmlWhereNoLabelHasAName() {
    assertThat(text(tcp().labels(Labels.of(3)).build(), OutputOption.XML, OutputOption.LABELS))
        .contains("<labels></labels>");
  }

  @Test
  void countsAgeInWholeSecondsAndNeverBackwards() {
    long start = 1_795_224_710_900_000_000L;
    assertThat(
            text(
                tcp()
                    .timestamps(new Timestamps(OptionalLong.of(start), OptionalLong.empty()))
                    .build()))
        .endsWith(" delta-time=5");
    long later = 1_795_224_799_000_000_000L;
    assertThat(
            text(
                tcp()
                    .timestamps(new Timestamps(OptionalLong.of(later), OptionalLong.empty()))
                    .build()))
        .endsWith(" delta-time=0");
  }

  @Test
  void padsDaysOfTheMonthAsCtimeDoes() {
    assertThat(Times.ctime(1_793_592_003_000_000_000L, ZoneOffset.UTC))
        .isEqualTo("Mon Nov  2 04:00:03 2026");
  }

  @Test
  void padsMicrosecondsWithZeros() {
    Printer<Conntrack> printer = Printer.ofConntracks(OutputStyle.of(OutputOption.TIMESTAMP));
    assertThat(printer.event(EventType.NEW, tcp().build(), Optional.empty(), NOW))
        .startsWith("[1795224716.012345]\t    [NEW] tcp      6 ");
    assertThat(printer.entry(tcp().build(), NOW)).startsWith("tcp ");
  }

  @Test
  void namesTheProgramBehindALineOnly() {
    Origin origin = new Origin(-1, Optional.of("conntrack"));
    assertThat(
            Printer.ofConntracks(OutputStyle.of())
                .event(EventType.DESTROY, tcp().build(), Optional.of(origin), NOW))
        .endsWith(" [USERSPACE] portid=4294967295 progname=conntrack");
    assertThat(
            Printer.ofConntracks(OutputStyle.of(OutputOption.XML))
                .event(EventType.DESTROY, tcp().build(), Optional.of(origin), NOW))
        .startsWith("<flow type=\"destroy\">")
        .endsWith("</flow>");
  }

  @Test
  void writesIcmpAndForeignStatesIntoXml() {
    Tuple echo =
        new Tuple(Address.of("10.0.0.1"), Address.of("10.0.0.2"), 1, new Layer4.Icmp(99, 8, 0));
    assertThat(text(Conntrack.of(echo, echo.inverse()).build(), OutputOption.XML))
        .contains("protoname=\"icmp\"><type>8</type><code>0</code><id>99</id></layer4>");
    ProtocolInfo sctp = new ProtocolInfo.Sctp(4, OptionalInt.empty(), OptionalInt.empty());
    assertThat(text(tcp().protocolInfo(sctp).build(), OutputOption.XML))
        .contains("<state>ESTABLISHED</state>");
  }

  @Test
  void escapesTextsInXml() {
    assertThat(text(tcp().helper(new AttachedHelper("a<b&c>")).build(), OutputOption.XML))
        .contains("<helper>a&lt;b&amp;c&gt;</helper>");
  }

  @Test
  void namesAnUnknownStateNone() {
    assertThat(text(tcp().protocolInfo(new ProtocolInfo.Tcp(200)).build()))
        .startsWith("tcp      6 NONE src=");
  }

  @Test
  void joinsTheFlagsOfAnExpectation() {
    Expectation base =
        new Expectation(
            TCP,
            TCP,
            TupleMask.anyPort(Family.INET),
            9,
            30,
            0,
            Expectation.PERMANENT | Expectation.USERSPACE,
            1,
            Optional.empty(),
            "ftp",
            "");
    assertThat(Printer.ofExpectations(OutputStyle.of()).entry(base, NOW))
        .startsWith("30 proto=6 src=")
        .endsWith(" zone=9 PERMANENT,USERSPACE class=1 helper=ftp");
    assertThat(new ExpectationText(OutputStyle.of()).untimed(base)).startsWith("proto=6 src=");
    assertThat(Printer.ofExpectations(OutputStyle.of(OutputOption.XML)).entry(base, NOW))
        .endsWith("<class>1</class><zone>9</zone><permanent/><userspace/></meta></flow>");
  }

  @Test
  void printsPortsByTheProtocolEvenWhereTheKernelTracksNone() {
    Tuple dccp = new Tuple(Address.of("10.1.0.2"), Address.of("10.2.0.2"), 33, Layer4.NONE);
    assertThat(text(Conntrack.of(dccp, dccp.inverse()).build()))
        .isEqualTo(
            "dccp     33 src=10.1.0.2 dst=10.2.0.2 sport=0 dport=0"
                + " src=10.2.0.2 dst=10.1.0.2 sport=0 dport=0");
  }
}
