// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

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
import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

class RpcSessionTest {
  private static final Endpoint CLIENT = new Endpoint(Address.of("10.77.1.2"), 40_000);
  private static final Endpoint PUBLIC = new Endpoint(Address.of("10.77.1.1"), 111);
  private static final Endpoint SERVER = new Endpoint(Address.of("10.77.2.2"), 111);
  private static final Connection TRANSLATED =
      new Connection(
          Tuple.ofPorts(Protocol.UDP, CLIENT, PUBLIC),
          Tuple.ofPorts(Protocol.UDP, SERVER, CLIENT),
          0,
          Status.CONFIRMED | Status.DST_NAT,
          0);

  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void aThirdHostIsRefusedUnlessTheConfigurationNamesIt() {
    exchange(options(List.of()), Messages.address(1, "10.77.9.9.20.1"));
    assertThat(decisions).singleElement().isInstanceOf(Decision.Refuse.class);

    Options.Network network =
        new Options.Network(Address.of("10.77.9.0"), Address.of("255.255.255.0"));
    exchange(options(List.of(network)), Messages.address(1, "10.77.9.9.20.1"));
    assertThat(decisions)
        .hasSize(2)
        .first()
        .isInstanceOfSatisfying(
            Decision.Expect.class,
            expect -> {
              assertThat(expect.group().getFirst().tuple().destination())
                  .isEqualTo(Address.of("10.77.9.9"));
              assertThat(expect.group().getFirst().nat()).isEmpty();
              assertThat(expect.announcement()).as("its address stays as it is").isEmpty();
            });
  }

  @Test
  void aProgramThatIsNotListedIsRefused() {
    Options nfsOnly = new Options(1_024, false, List.of(), Map.of("Programs", "nfs"));
    exchange(nfsOnly, Messages.address(1, "10.77.2.2.20.1"));
    assertThat(decisions)
        .containsExactly(new Decision.Refuse("program 100024 at 5121: not among Programs"));
  }

  @Test
  void aConfiguredLowestPortCounts() {
    exchange(new Options(1_024, true, List.of(), Map.of()), Messages.address(1, "10.77.2.2.3.1"));
    assertThat(decisions).containsExactly(new Decision.Refuse("program 100024 at port 769"));
  }

  @Test
  void whatIsNotThereIsToldAFewTimesOnly() {
    Session session = new RpcHelper().open(TRANSLATED, Options.DEFAULTS);
    for (int xid = 0; xid < 40; xid++) {
      show(session, Direction.ORIGINAL, Messages.getPort(xid, Messages.STATUS, Protocol.UDP));
      show(session, Direction.REPLY, Messages.port(xid, 0));
    }
    assertThat(decisions).hasSize(8);
  }

  @Test
  void anOfferOverUdpKeepsItsConnectionAsLongAsItLives() {
    exchange(Options.DEFAULTS, Messages.address(1, "10.77.2.2.20.1"));
    assertThat(decisions).hasSize(2).endsWith(Decision.KeepMaster.AS_EXPECTED);

    exchange(Options.DEFAULTS, Messages.address(1, ""));
    assertThat(decisions).isNotEmpty().noneMatch(Decision.KeepMaster.class::isInstance);
  }

  @Test
  void aStreamNeedsNoHelpToLive() {
    decisions.clear();
    Session session =
        new RpcHelper().open(Connection.of(Tuple.tcp(CLIENT, SERVER)), Options.DEFAULTS);
    show(
        session,
        Direction.ORIGINAL,
        Messages.record(Messages.getPort(1, Messages.STATUS, Protocol.UDP)));
    show(session, Direction.REPLY, Messages.record(Messages.port(1, 5_121)));
    assertThat(decisions).singleElement().isInstanceOf(Decision.Expect.class);
  }

  private void exchange(Options options, String reply) {
    decisions.clear();
    Session session = new RpcHelper().open(TRANSLATED, options);
    show(session, Direction.ORIGINAL, Messages.getAddress(1, 4, Messages.STATUS, "udp"));
    show(session, Direction.REPLY, reply);
  }

  private void show(Session session, Direction direction, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Payload payload =
        new Payload().wrap(MemorySegment.ofArray(bytes), 0, bytes.length, direction, false, 0);
    session.inspect(payload, decisions::add);
  }

  private static Options options(List<Options.Network> redirectTo) {
    return new Options(1_024, false, redirectTo, Map.of());
  }
}
