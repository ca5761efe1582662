// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a script sent to the C daemon, and how that one took it: the same message is well-formed
/// here, and the same counter moves.
class MalformedVectorsTest {
  private static final String TRUNCATED = "Truncated message";
  private static final String SIZE = "Bad message size";
  private static final String VERSION = "Wrong protocol version";
  private static final String HEADER = "Malformed header";
  private static final String PAYLOAD = "Malformed payload";

  /// By datagram: types of the messages taken, and names of the counters moved.
  private static final List<List<String>> TAKEN =
      List.of(
          // framing and versions
          List.of("new"),
          List.of(),
          List.of(TRUNCATED),
          List.of(SIZE),
          List.of(SIZE),
          List.of(SIZE),
          List.of(VERSION),
          List.of(VERSION),
          List.of(TRUNCATED),
          List.of(SIZE),
          // headers
          List.of("resync"),
          List.of("alive"),
          List.of("alive"),
          List.of(HEADER),
          List.of(HEADER),
          List.of(HEADER),
          List.of(HEADER),
          List.of(HEADER),
          List.of(HEADER),
          List.of(HEADER),
          List.of("new"),
          List.of("new"),
          // attributes of a conntrack
          List.of(PAYLOAD),
          List.of(PAYLOAD),
          List.of(PAYLOAD),
          List.of(PAYLOAD),
          List.of(PAYLOAD),
          List.of("new"),
          List.of(PAYLOAD),
          List.of("new"),
          List.of("new"),
          List.of(PAYLOAD),
          List.of("new"),
          List.of("new"),
          List.of("new"),
          List.of("new"),
          List.of("new"),
          // attributes of an expectation
          List.of(PAYLOAD),
          List.of("exp new"),
          List.of("exp new"),
          List.of(PAYLOAD),
          // several messages in a datagram
          List.of(PAYLOAD, "new"),
          List.of(VERSION, "new"),
          List.of(SIZE),
          List.of("new", TRUNCATED),
          // other types
          List.of("upd"),
          List.of("del"),
          List.of("del"),
          List.of(HEADER));

  private final WireCounters counters = new WireCounters();
  private final ConntrackWire conntrack = new ConntrackWire();
  private final ExpectWire expectation = new ExpectWire();

  @ParameterizedTest
  @ValueSource(strings = {"notrack-malformed-vectors-udp4", "ftfw-malformed-vectors-udp4"})
  void movesTheSameCountersAsTheOriginal(String capture) {
    boolean acknowledged = capture.startsWith("ftfw");
    List<byte[]> datagrams = vectors(capture);
    assertThat(datagrams).hasSizeGreaterThan(TAKEN.size());
    for (int i = 0; i < TAKEN.size(); i++) {
      assertThat(take(datagrams.get(i), acknowledged))
          .as("vector %d of %s", i + 1, capture)
          .isEqualTo(TAKEN.get(i));
    }
    String range = acknowledged ? "range" : HEADER;
    assertThat(take(datagrams.get(TAKEN.size()), acknowledged)).containsExactly(range);
    assertThat(take(datagrams.get(TAKEN.size() + 1), acknowledged)).containsExactly(range);
    assertThat(counters.malformed()).isEqualTo(acknowledged ? 29 : 31);
  }

  /// No flags at all is a data message for ALARM, whatever its type.
  @Test
  void countsATypeThatAlarmDoesNotKnow() {
    for (byte[] datagram : vectors("alarm-vectors-udp4")) {
      SyncWalker walker = Wire.datagram(datagram, counters);
      while (walker.next()) {
        if (walker.message().flags() == 0 && walker.message().type() > SyncMessage.EXP_DEL) {
          counters.count(MalformedWire.BAD_TYPE);
        }
      }
    }
    assertThat(counters.of(MalformedWire.BAD_TYPE)).isEqualTo(2);
    assertThat(counters.of(MalformedWire.WRONG_VERSION)).isEqualTo(1);
    assertThat(counters.malformed()).isEqualTo(3);
  }

  @Test
  void countersAreNamedAsTheStatisticsPrintThem() {
    assertThat(MalformedWire.values())
        .extracting(MalformedWire::text)
        .containsExactly(VERSION, HEADER, PAYLOAD, "Bad message type", TRUNCATED, SIZE);
  }

  private static List<byte[]> vectors(String capture) {
    return Capture.of(capture).payloads().stream()
        .filter(payload -> payload.from().toString().equals("10.99.0.2"))
        .map(Capture.Payload::bytes)
        .toList();
  }

  private List<String> take(byte[] datagram, boolean acknowledged) {
    List<String> taken = new ArrayList<>();
    SyncWalker walker = new SyncWalker(counters);
    walker.wrapDatagram(MemorySegment.ofArray(datagram), 0, datagram.length);
    long[] before = counts();
    while (walker.next()) {
      addMoved(before, taken);
      String result = judge(walker.message(), acknowledged);
      before = counts();
      taken.add(result);
    }
    addMoved(before, taken);
    return taken;
  }

  private long[] counts() {
    long[] counts = new long[MalformedWire.values().length];
    for (MalformedWire cause : MalformedWire.values()) {
      counts[cause.ordinal()] = counters.of(cause);
    }
    return counts;
  }

  private void addMoved(long[] before, List<String> taken) {
    for (MalformedWire cause : MalformedWire.values()) {
      if (counters.of(cause) != before[cause.ordinal()]) {
        taken.add(cause.text());
      }
    }
  }

  /// As a mode does: FT-FW with acknowledgements, NOTRACK without.
  private String judge(SyncMessage message, boolean acknowledged) {
    if (message.isData()) {
      return data(message);
    }
    if (acknowledged && (message.isAck() || message.isNack())) {
      return message.to() - message.from() < 0 ? bad(MalformedWire.MALFORMED_HEADER) : "range";
    }
    if (message.isResync()) {
      return "resync";
    }
    return message.isAlive() ? "alive" : bad(MalformedWire.MALFORMED_HEADER);
  }

  private String data(SyncMessage message) {
    boolean wellFormed =
        message.isConntrack() ? conntrack.wrap(message) : expectation.wrap(message);
    if (!wellFormed) {
      return bad(MalformedWire.MALFORMED_PAYLOAD);
    }
    String[] names = {"new", "upd", "del", "exp new", "exp upd", "exp del"};
    return names[message.type()];
  }

  private String bad(MalformedWire cause) {
    counters.count(cause);
    return cause.text();
  }
}
