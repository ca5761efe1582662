// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

class EntryReaderTest {
  private static final Tuple MASTER =
      Tuple.udp(
          new Endpoint(Address.of("10.1.0.2"), 5060), new Endpoint(Address.of("10.2.0.2"), 5060));

  private static Tuple tuple(String from, String to, int protocol, Layer4 layer4) {
    return new Tuple(Address.of(from), Address.of(to), protocol, layer4);
  }

  static List<Conntrack> conntracks() {
    Tuple tcp = tuple("10.1.0.2", "10.2.0.2", Protocol.TCP, new Layer4.Ports(65535, 1));
    Tuple translated = tuple("10.2.0.2", "192.0.2.1", Protocol.TCP, new Layer4.Ports(1, 4000));
    ProtocolInfo.Tcp established =
        new ProtocolInfo.Tcp(
            3, OptionalInt.of(7), OptionalInt.of(14), Optional.empty(), Optional.empty());
    return List.of(
        Conntrack.of(tcp, translated)
            .status(Status.SEEN_REPLY | Status.ASSURED | Status.SRC_NAT | Status.SRC_NAT_DONE)
            .timeout(-1)
            .mark(-1)
            .zone(65535)
            .protocolInfo(established)
            .helper(new AttachedHelper("sip"))
            .labels(Labels.of(0, 63, 64, 127))
            .master(MASTER)
            .originalAdjustment(new SequenceAdjustment(-1, -20, 30))
            .replyAdjustment(new SequenceAdjustment(0, 0, 0))
            .build(),
        plain(tuple("fd01::2", "fd02::2", Protocol.UDP, new Layer4.Ports(1, 2))).build(),
        plain(tuple("10.1.0.2", "10.2.0.2", Protocol.ICMP, new Layer4.Icmp(9, 8, 1))).build(),
        plain(tuple("fd01::2", "fd02::2", Protocol.ICMPV6, new Layer4.Icmp(9, 128, 0))).build(),
        plain(tuple("10.1.0.2", "10.2.0.2", Protocol.GRE, new Layer4.Ports(16, 20))).build(),
        plain(tuple("10.1.0.2", "10.2.0.2", 99, Layer4.NONE)).build(),
        plain(tuple("10.1.0.2", "10.2.0.2", Protocol.SCTP, new Layer4.Ports(7000, 7001)))
            .protocolInfo(new ProtocolInfo.Sctp(4, OptionalInt.of(-1), OptionalInt.of(5678)))
            .build(),
        plain(tuple("10.1.0.2", "10.2.0.2", Protocol.DCCP, new Layer4.Ports(7000, 7001)))
            .protocolInfo(new ProtocolInfo.Dccp(4, OptionalInt.of(1), OptionalLong.empty()))
            .build());
  }

  private static ConntrackBuilder plain(Tuple tuple) {
    return Conntrack.of(tuple, tuple.inverse()).status(Status.CONFIRMED).timeout(30);
  }

  private static String json(Conntrack entry) {
    return new ConntrackJson(LabelNames.NONE).entry(entry, Instant.EPOCH);
  }

  @ParameterizedTest
  @MethodSource("conntracks")
  void conntracksAreReadAsTheyWerePrinted(Conntrack entry) {
    assertThat(EntryReader.read(json(entry))).isEqualTo(new EntryReader.Entry.OfConntrack(entry));
  }

  @Test
  void expectationsAreReadAsTheyWerePrinted() {
    Expectation expectation =
        new Expectation(
            MASTER,
            tuple("10.2.0.0", "198.51.100.1", Protocol.TCP, new Layer4.Ports(0, 6000)),
            new TupleMask(Address.mask(Family.INET, 24), 0),
            7,
            300,
            0,
            Expectation.PERMANENT | Expectation.USERSPACE,
            3,
            Optional.of(
                new Expectation.Nat(Direction.REPLY, new Endpoint(Address.of("10.9.9.9"), 65_535))),
            "sip",
            Expectation.NAT_FOLLOW_MASTER);
    String line = new ExpectationJson().entry(expectation, Instant.EPOCH);
    assertThat(EntryReader.read(line)).isEqualTo(new EntryReader.Entry.OfExpectation(expectation));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"v\":1            | \"v\":2           | version 2 is unknown",
        "\"v\":1,           |                   | v is missing",
        "\"conntrack\"      | \"result\"        | type is conntrack or expectation, not result",
        "\"protonum\":6     | \"protonum\":256  | protonum is 0 to 255, not 256",
        "\"protonum\":6     | \"protonum\":\"6\"| protonum is to be a number, not a string",
        "10.1.0.2           | 10.1.0            | original.src is no address: 10.1.0",
        "10.1.0.2           | fd00::1           | original.src and original.dst are of two families",
        "\"dport\":1        | \"dport\":-1      | original.dport is 0 to 65535, not -1",
        "ESTABLISHED        | ESTABLISHD        | state: tcp has no ESTABLISHD",
        "ASSURED            | SURE              | status: unknown",
        "\"bit\":127        | \"bit\":128       | labels.bit is 0 to 127, not 128",
        "\"sport\":65535    | \"sport\":1.5     | is no whole number",
        "\"sport\":65535,   | \"sport\":1,\"sport\":1, | \"sport\" stands twice",
        "\"type\":          | \"event\":\"new\",\"type\": | this is an event",
        "{\"v\"             | [{\"v\"           | is expected at column",
      })
  void whatIsWrongIsSaid(String part, String instead, String complaint) {
    String good = json(conntracks().getFirst());
    String bad =
        good.replaceFirst(java.util.regex.Pattern.quote(part), instead == null ? "" : instead);
    assertThat(bad).isNotEqualTo(good);
    assertThatThrownBy(() -> EntryReader.read(bad))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void noTextLeadsToAnotherException() {
    String good = json(conntracks().getFirst());
    long seed = 20_261;
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, "{}[]\",:0-e\\u\n".charAt(random.nextInt(13)));
          case 1 -> text.deleteCharAt(at);
          default -> text.setLength(at + 1);
        }
      }
      try {
        EntryReader.read(text.toString());
      } catch (JsonException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(10_000);
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> JsonReader.object("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("more than 16 levels");
  }
}
