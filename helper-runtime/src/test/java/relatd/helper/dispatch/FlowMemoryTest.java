// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.packet.PacketView;
import relatd.helper.packet.TestPackets;
import relatd.helper.packet.TestPackets.Flag;

/// Strangers who open many connections, announce much and leave lines unfinished cannot have more
/// memory than the settings say: what is beyond is not remembered.
class FlowMemoryTest {
  private static final int FLOWS = 2_000;
  private static final int BUDGET = 4 << 20;

  /// [relatd.helper.engine.EngineSettings] counts on it.
  private static final int FLOW_BYTES = 4_096;

  private final Dispatcher dispatcher =
      new Dispatcher(
          FLOWS,
          BUDGET,
          MemorySegment.ofArray(new byte[65_535]),
          new Generous(),
          new Generous(),
          new Generous(),
          new Random(7));

  @Test
  void manyTalkativeConnectionsStayWithinTheSettings() {
    long before = used();
    for (int flow = 0; flow < 2 * FLOWS; flow++) {
      talk(flow);
    }
    assertThat(dispatcher.flows().size()).isEqualTo(FLOWS);
    assertThat(dispatcher.counters().expectations).isGreaterThanOrEqualTo(FLOWS);
    assertThat(used() - before).isLessThan(BUDGET + (long) FLOWS * FLOW_BYTES);
  }

  private void talk(int number) {
    Endpoint client =
        new Endpoint(Address.of("10.0.0." + number / 60_000), 1_024 + number % 60_000);
    Connection connection = Connection.of(Tuple.tcp(client, Lab.SERVER));
    Flow flow = dispatcher.open(connection, ConfiguredHelper.of(new ToyHelper()));
    for (Direction direction : Direction.values()) {
      FlowKey key = new FlowKey();
      key.set(connection.tuple(direction), 0);
      dispatcher.flows().bind(key, flow, direction);
    }
    say(flow, Direction.ORIGINAL, 999, "", Flag.SYN);
    say(flow, Direction.REPLY, 999, "", Flag.SYN, Flag.ACK);
    for (Direction direction : Direction.values()) {
      int next = 1_000;
      for (int port = 5_000; port < 5_100; port++) {
        String line = "L " + client.address() + " " + port + "\n";
        say(flow, direction, next, line, Flag.ACK);
        next += line.length();
      }
      say(flow, direction, next, "L unfinished", Flag.ACK);
    }
  }

  private void say(Flow flow, Direction direction, int sequence, String text, Flag... flags) {
    byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes =
        TestPackets.tcp(flow.connection().tuple(direction), sequence, 1_000, payload, flags);
    PacketView packet = new PacketView();
    packet.wrap(MemorySegment.ofArray(bytes), 0, bytes.length);
    dispatcher.dispatch(flow, direction, packet, 0, 0);
  }

  private static long used() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// Grants everything and remembers nothing.
  private static final class Generous implements Expectations, Verdicts, DispatchLog {
    @Override
    public Grant create(Expectation expectation) {
      return Grant.CREATED;
    }

    @Override
    public void refresh(Expectation expectation) {}

    @Override
    public void delete(Expectation expectation) {}

    @Override
    public void accept(int packetId) {}

    @Override
    public void replace(int packetId, MemorySegment bytes, int length) {}

    @Override
    public void drop(int packetId) {}

    @Override
    public void expected(Flow flow, Expectation expectation) {}

    @Override
    public void withdrawn(Flow flow, Expectation expectation) {}

    @Override
    public void refused(Flow flow, String reason) {}

    @Override
    public void opaque(Flow flow, String reason) {}

    @Override
    public void dropped(Flow flow, String reason) {}

    @Override
    public void fault(Flow flow, Throwable fault) {}

    @Override
    public void disabled(String helper) {}
  }
}
