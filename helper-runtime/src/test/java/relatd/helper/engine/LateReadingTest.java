// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Flow;

/// Which datagrams are worth reading after they have passed.
class LateReadingTest {
  private static final Tuple ASKED =
      Tuple.udp(
          new Endpoint(Address.of("10.0.0.1"), 40_000), new Endpoint(Address.of("192.0.2.2"), 69));
  private static final Connection TRANSLATED =
      new Connection(
          ASKED,
          Tuple.udp(ASKED.destinationEndpoint(), new Endpoint(Address.of("192.0.2.1"), 40_000)),
          0,
          Status.CONFIRMED | Status.SRC_NAT,
          1);

  @Test
  void whatTranslationMightHaveHadToChangeIsNot() {
    assertThat(PacketWalk.mayBeReadLate(flow(TRANSLATED, true))).isFalse();
  }

  @Test
  void whatNamesNoEndpointIsAndSoIsEverythingThatIsNotTranslated() {
    assertThat(PacketWalk.mayBeReadLate(flow(TRANSLATED, false))).isTrue();
    assertThat(PacketWalk.mayBeReadLate(flow(Connection.of(ASKED), true))).isTrue();
  }

  private static Flow flow(Connection connection, boolean namesEndpoints) {
    Dispatcher dispatcher =
        new Dispatcher(
            1,
            1,
            MemorySegment.ofArray(new byte[65_535]),
            new DryExpectations(),
            null,
            null,
            new Random(1));
    return dispatcher.open(connection, ConfiguredHelper.of(new Question(namesEndpoints)));
  }

  private record Question(boolean namesEndpoints) implements Helper {
    @Override
    public String name() {
      return "question";
    }

    @Override
    public Set<Transport> transports() {
      return Set.of(Transport.UDP);
    }

    @Override
    public Set<Integer> ports() {
      return Set.of(69);
    }

    @Override
    public List<Policy> policies() {
      return List.of(new Policy("question", 1, 30));
    }

    @Override
    public int window() {
      return 512;
    }

    @Override
    public int privateBytes() {
      return 0;
    }

    @Override
    public Session open(Connection master, Options options) {
      return Session.idle();
    }
  }
}
