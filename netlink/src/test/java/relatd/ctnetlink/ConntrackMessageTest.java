// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.SynProxy;
import relatd.conntrack.TcpState;
import relatd.conntrack.Tuple;
import relatd.netlink.Fixtures;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MalformedMessage.Cause;

class ConntrackMessageTest {
  private static final String RICH = "k6.18-ct-dump-tcp4-acct-ts-mark-zone-label.hex";

  private final ConntrackMessage message = new ConntrackMessage();

  @Test
  void readsTheTuplesOfAnEventAsNumbers() {
    message.wrap(Fixtures.message("k6.18-ct-new-tcp4.hex"));
    TupleView original = message.original();
    assertThat(message.event()).isEqualTo(EventType.NEW);
    assertThat(original.protocol()).isEqualTo(6);
    assertThat(original.sourceLow()).isEqualTo(Address.of("10.99.1.2").low());
    assertThat(original.destinationLow()).isEqualTo(Address.of("10.99.2.2").low());
    assertThat(original.sourceHigh()).isZero();
    assertThat(message.reply().toTuple()).isEqualTo(original.toTuple().inverse());
    assertThat(message.protocolState()).isEqualTo(TcpState.SYN_SENT);
    assertThat(message.hasHelper()).isFalse();
    assertThat(message.hasMaster()).isFalse();
  }

  @Test
  void readsEverythingThatADumpSays() {
    Conntrack entry = Sample.conntrack(RICH);
    assertThat(entry.zone()).hasValue(7);
    assertThat(entry.mark()).hasValue(42);
    assertThat(entry.use()).isPresent();
    assertThat(entry.labels()).contains(Labels.of(3));
    assertThat(entry.hasStatus(Status.CONFIRMED)).isTrue();
    assertThat(entry.originalCounters()).contains(new Counters(1, 60));
    assertThat(entry.replyCounters()).contains(new Counters(0, 0));
    assertThat(entry.timestamps()).isPresent();
    assertThat(entry.timestamps().orElseThrow().stop()).isEmpty();
    assertThat(entry.protocolInfo()).containsInstanceOf(ProtocolInfo.Tcp.class);
  }

  @Test
  void leavesAbsentWhatIsAbsent() {
    Conntrack entry = Sample.conntrack("k6.18-ct-new-udp4.hex");
    Tuple original = entry.original();
    assertThat(entry)
        .isEqualTo(
            Conntrack.of(original, original.inverse())
                .id(entry.id().orElseThrow())
                .status(Status.CONFIRMED)
                .timeout(entry.timeout().orElseThrow())
                .build());
  }

  @Test
  void readsHelperAndPrivateDataAndAdjustments() {
    Conntrack entry = Sample.conntrack("k6.12-ct-get-reply-tcp4-nat-userhelper-seqadj.hex");
    AttachedHelper helper = entry.helper().orElseThrow();
    assertThat(helper.name()).isEqualTo("rel-ftp");
    assertThat(helper.info()).hasSize(24);
    assertThat(entry.originalAdjustment())
        .map(SequenceAdjustment::after)
        .hasValueSatisfying(after -> assertThat(after).isNotZero());
    assertThat(entry.hasStatus(Status.SRC_NAT | Status.SEQ_ADJUST)).isTrue();
  }

  @Test
  void comparesTheHelpersNameWithoutMakingAString() {
    message.wrap(Fixtures.message("k6.18-ct-new-tcp4-helper.hex"));
    assertThat(message.helperNameEquals("ftp")).isTrue();
    assertThat(message.helperNameEquals("ft")).isFalse();
    assertThat(message.helperNameEquals("ftpd")).isFalse();
    assertThat(message.helperNameEquals("tft")).isFalse();
    assertThat(message.helperNameHash()).isEqualTo("ftp".hashCode());
  }

  @Test
  void readsTheMasterOfAnExpectedConnection() {
    message.wrap(Fixtures.message("k6.18-ct-new-tcp4-expected.hex"));
    assertThat(message.hasMaster()).isTrue();
    assertThat(message.master().destinationPort()).isEqualTo(21);
    assertThat(message.toConnection().isExpected()).isTrue();
  }

  @Test
  void readsTheNestOfAQueuedPacket() {
    Sample.nest(Fixtures.message("k6.12-nfqueue-packet-ct-new-helper.hex"), message);
    assertThat(message.helperNameEquals("rel-ftp")).isTrue();
    assertThat(message.status() & Status.CONFIRMED).isZero();
    assertThat(message.toConntrack().helper().orElseThrow().info()).hasSize(24);
  }

  @Test
  void readsIcmpAndUnportedProtocols() {
    assertThat(Sample.conntrack("k6.18-ct-new-icmp6.hex").reply().layer4())
        .isEqualTo(new Layer4.Icmp(0x4321, 129, 0));
    assertThat(Sample.conntrack("k6.18-ct-new-gre4-by-ctnetlink.hex").original().sourcePort())
        .isPositive();
    Conntrack generic = Sample.conntrack("k6.18-ct-new-generic4-by-ctnetlink.hex");
    assertThat(generic.protocol()).isEqualTo(99);
    assertThat(generic.original().layer4()).isEqualTo(Layer4.NONE);
    assertThat(generic.synProxy()).contains(new SynProxy(0, 0, 0));
  }

  @Test
  void readsTheStatesOfTheOtherTrackers() {
    assertThat(Sample.conntrack("k6.18-ct-new-sctp4-by-ctnetlink.hex").protocolInfo())
        .map(ProtocolInfo::stateName)
        .contains("ESTABLISHED");
    assertThat(Sample.conntrack("k6.1-ct-new-dccp4-by-ctnetlink.hex").protocolInfo())
        .map(ProtocolInfo::stateName)
        .contains("OPEN");
  }

  @Test
  void keepsTheZoneOfOneDirectionInItsTuple() {
    Conntrack entry = Sample.conntrack("k6.18-ct-new-tcp4-tuplezone.hex");
    assertThat(entry.original().zone()).isEqualTo(9);
    assertThat(entry.reply().zone()).isZero();
    assertThat(entry.zone()).isEmpty();
  }

  @Test
  void endsWithStopAndEventTimes() {
    Conntrack entry = Sample.conntrack("k6.18-ct-destroy-tcp4-acct-ts-mark-zone-label.hex");
    assertThat(entry.timestamps().orElseThrow().stop()).isPresent();
    assertThat(entry.eventTime()).isPresent();
    assertThat(Sample.conntrack("k6.18-ct-destroy-udp4-timeout.hex").timeout()).isEmpty();
  }

  /// The pad in front of a 64-bit value has a number that means status elsewhere.
  @Test
  void skipsAttributesWithoutPayload() {
    byte[] bytes =
        Sample.written(to -> {
          to.begin(0x0100, 0, 0, 2, 0);
          ConntrackAttributes.putAll(to, Sample.conntrack("k6.18-ct-new-udp4.hex"));
          to.putBytes(Cta.CTA_STATUS, new byte[0]).putU64(Cta.CTA_TIMESTAMP_EVENT, 5).end();
        });
    message.wrap(Sample.message(bytes));
    assertThat(message.status()).isEqualTo(Status.CONFIRMED);
    assertThat(message.eventTime()).isEqualTo(5);
  }

  @Test
  void forgetsTheMessageBefore() {
    message.wrap(Fixtures.message(RICH));
    message.wrap(Fixtures.message("k6.18-ct-new-udp4.hex"));
    assertThat(message.toConntrack()).isEqualTo(Sample.conntrack("k6.18-ct-new-udp4.hex"));
    assertThat(message.mark()).isZero();
    assertThat(message.zone()).isZero();
  }

  @Test
  void refusesAFamilyThatTheAddressesDoNotHave() {
    byte[] bytes = Fixtures.bytes("k6.18-ct-new-udp4.hex");
    bytes[16] = 10;
    assertThatThrownBy(() -> message.wrap(Sample.message(bytes)))
        .isSameAs(Cause.FAMILY.asException());
    bytes[16] = 7;
    assertThatThrownBy(() -> message.wrap(Sample.message(bytes)))
        .isSameAs(Cause.FAMILY.asException());
  }

  @Test
  void refusesAMessageWithoutTuples() {
    assertThatThrownBy(() -> message.wrap(Fixtures.message("lib-ct-dump-filter-mark-l3.hex")))
        .isInstanceOf(MalformedMessage.class)
        .isSameAs(Cause.MISSING.asException());
  }

  static List<byte[]> everyConntrack() {
    return Fixtures.names().stream()
        .filter(n -> !n.contains("gso"))
        .flatMap(n -> Sample.messages(n).stream())
        .filter(m -> Sample.isConntrack(Sample.message(m)))
        .toList();
  }

  @Test
  void theFixturesHoldManyConntracks() {
    assertThat(everyConntrack()).hasSizeGreaterThan(170);
  }

  @ParameterizedTest
  @MethodSource("everyConntrack")
  void saysTheSameAfterBeingWritten(byte[] bytes) {
    Conntrack entry = message.wrap(Sample.message(bytes)).toConntrack();
    byte[] again =
        Sample.written(to -> {
          to.begin(0x0100, 0, 0, entry.family().number(), 0);
          ConntrackAttributes.putAll(to, entry);
          to.end();
        });
    assertThat(message.wrap(Sample.message(again)).toConntrack())
        .as(HexFormat.of().formatHex(bytes))
        .isEqualTo(entry);
  }

  static List<String> queuedPacketsWithConntrack() {
    return Fixtures.names().stream()
        .filter(n -> n.matches(".*-nfqueue-packet-(ct-.*|caplen|expected-conn)\\.hex"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("queuedPacketsWithConntrack")
  void saysTheSameAfterBeingWrittenFromAQueuedPacket(String file) {
    Conntrack entry = Sample.nest(Fixtures.message(file), message).toConntrack();
    byte[] again =
        Sample.written(to -> {
          to.begin(0x0100, 0, 0, 2, 0);
          ConntrackAttributes.putAll(to, entry);
          to.end();
        });
    assertThat(message.wrap(Sample.message(again)).toConntrack()).isEqualTo(entry);
  }

  /// A dump entry has our own order, so its bytes come back as they were.
  @Test
  void writesADumpEntryAsTheKernelDoes() {
    for (String kernel : List.of("k6.1", "k6.12", "k6.18")) {
      for (String kind : List.of("dump-tcp4-acct-ts-mark-zone-label", "get-reply-tcp4-expected")) {
        byte[] bytes = Fixtures.bytes(kernel + "-ct-" + kind + ".hex");
        Conntrack entry = message.wrap(Sample.message(bytes)).toConntrack();
        byte[] again =
            Sample.written(to -> {
              to.begin(0x0100, 0, 0, 2, 0);
              ConntrackAttributes.putAll(to, entry);
              to.end();
            });
        assertThat(Arrays.copyOfRange(again, 20, again.length))
            .as(kernel + kind)
            .isEqualTo(Arrays.copyOfRange(bytes, 20, bytes.length));
      }
    }
  }

  @Test
  void aBuilderStartsAsACopy() {
    Conntrack entry = Sample.conntrack(RICH);
    assertThat(entry.toBuilder().build()).isEqualTo(entry);
    assertThat(entry.toBuilder().mark(1).build().mark()).isEqualTo(OptionalInt.of(1));
  }
}
