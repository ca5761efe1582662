// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

class TnsSessionTest {
  private static final Endpoint CLIENT = new Endpoint(Address.of("10.77.1.2"), 40_000);
  private static final Endpoint PUBLIC = new Endpoint(Address.of("10.77.1.1"), 1521);
  private static final Endpoint SERVER = new Endpoint(Address.of("10.77.2.2"), 1521);
  private static final Connection PLAIN =
      Connection.of(Tuple.ofPorts(Protocol.TCP, CLIENT, SERVER));
  private static final Connection TRANSLATED =
      new Connection(
          Tuple.ofPorts(Protocol.TCP, CLIENT, PUBLIC),
          Tuple.ofPorts(Protocol.TCP, SERVER, CLIENT),
          0,
          Status.CONFIRMED | Status.DST_NAT,
          0);
  private static final Options.Network CLUSTER =
      new Options.Network(Address.of("10.77.2.0"), Address.of("255.255.255.0"));

  @Test
  void anotherHostIsOpenedOnlyInsideRedirectTo() {
    String answer = Packets.redirect(Packets.address("10.77.2.9", 1525));
    assertThat(decisions(PLAIN, options(List.of(), Map.of()), answer))
        .containsExactly(
            new Decision.Refuse("redirect to 10.77.2.9, port 1525"), new Decision.Done());
    assertThat(expected(PLAIN, options(List.of(CLUSTER), Map.of()), answer))
        .extracting(one -> one.tuple().destination())
        .containsExactly(Address.of("10.77.2.9"));
  }

  @Test
  void namesAreKnownFromHostMapAlone() {
    String answer = Packets.redirect(Packets.address("DB1.example", 1525));
    Options map = options(List.of(), Map.of("HostMap", "db0 10.77.2.8 db1.example 10.77.2.2"));
    assertThat(decisions(PLAIN, Options.DEFAULTS, answer).getFirst())
        .isEqualTo(new Decision.Refuse("host DB1.example: names are not looked up"));
    assertThat(expected(PLAIN, map, answer))
        .extracting(one -> one.tuple().destination())
        .containsExactly(Address.of("10.77.2.2"));
  }

  @Test
  void aTranslatedClustersHostIsAnnouncedAndExpectedByItsPublicAddress() {
    String answer = Packets.redirect(Packets.address("10.77.2.9", 1525));
    Options map = options(List.of(), Map.of("RedirectMap", "10.77.2.9 10.77.1.9"));
    Expectation expectation = expected(TRANSLATED, map, answer).getFirst();
    assertThat(expectation.tuple().destination()).isEqualTo(Address.of("10.77.1.9"));
    assertThat(expectation.nat()).as("the rules translate it, not the helper").isEmpty();

    Decision.Expect expect = (Decision.Expect) decisions(TRANSLATED, map, answer).getFirst();
    List<String> written = new ArrayList<>();
    Announcement announcement = expect.announcement().orElseThrow();
    assertThat(announcement.rewrite(new Endpoint(PUBLIC.address(), 1525), into(written))).isTrue();
    assertThat(written).containsExactly("10.77.1.9");
    assertThat(announcement.rewrite(new Endpoint(PUBLIC.address(), 1526), into(written)))
        .as("another host's port cannot be moved")
        .isFalse();
  }

  @Test
  void anEmptyDataPacketIsNoEnd() {
    String text = Packets.address("10.77.2.2", 1525);
    String answer =
        Packets.redirectWithout(0) + Packets.data(false, "") + Packets.data(false, text);
    assertThat(expected(PLAIN, Options.DEFAULTS, answer)).hasSize(1);
  }

  private static List<Expectation> expected(Connection master, Options options, String answer) {
    return decisions(master, options, answer).stream()
        .filter(Decision.Expect.class::isInstance)
        .flatMap(one -> ((Decision.Expect) one).group().stream())
        .toList();
  }

  private static List<Decision> decisions(Connection master, Options options, String answer) {
    List<Decision> decisions = new ArrayList<>();
    Session session = new TnsHelper().open(master, options);
    show(session, Direction.ORIGINAL, Packets.connect(), decisions);
    show(session, Direction.REPLY, answer, decisions);
    return decisions;
  }

  private static void show(
      Session session, Direction direction, String text, List<Decision> decisions) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Payload payload =
        new Payload().wrap(MemorySegment.ofArray(bytes), 0, bytes.length, direction, false, 0);
    session.inspect(payload, decisions::add);
  }

  private static Announcement.Edits into(List<String> written) {
    return new Announcement.Edits() {
      @Override
      public boolean lengthMayChange() {
        return false;
      }

      @Override
      public void replace(int offset, int length, byte[] bytes) {
        assertThat(bytes).hasSize(length);
        written.add(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    };
  }

  private static Options options(List<Options.Network> redirectTo, Map<String, String> settings) {
    return new Options(1_024, false, redirectTo, settings);
  }
}
