// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Expectations.Grant;

class ReplayTableFollowTest {
  private static final Endpoint ASKER = new Endpoint(Address.of("10.0.0.2"), 50_000);
  private static final Endpoint GROUP = new Endpoint(Address.of("224.0.0.251"), 5_353);
  private static final Connection MASTER = Connection.of(Tuple.udp(ASKER, GROUP));

  private final ReplayTable table = new ReplayTable();

  ReplayTableFollowTest() {
    table.attach(MASTER, ConfiguredHelper.of(new Following()));
  }

  private static final class Following implements Helper {
    @Override
    public String name() {
      return "following";
    }

    @Override
    public Set<Transport> transports() {
      return Set.of(Transport.UDP);
    }

    @Override
    public Set<Integer> ports() {
      return Set.of(5_353);
    }

    @Override
    public List<Policy> policies() {
      return List.of(new Policy("following", 4, 30));
    }

    @Override
    public int window() {
      return 1;
    }

    @Override
    public int privateBytes() {
      return 0;
    }

    @Override
    public boolean followsExpected() {
      return true;
    }

    @Override
    public Session open(Connection master, Options options) {
      return Session.idle();
    }
  }

  private static Offer answers() {
    return Offer.onOwnPort(MASTER, Direction.ORIGINAL, Transport.UDP).fromAnybody().permanent();
  }

  private static Tuple answer(String host, int port) {
    return Tuple.udp(new Endpoint(Address.of(host), port), ASKER);
  }

  @Test
  void answersOfAnybodyFromTheRightPortAreExpectedAndStayExpected() {
    table.create(answers().fromPort(5_353).build());
    assertThat(table.fulfil(answer("10.0.0.9", 5_353))).isPresent();
    assertThat(table.fulfil(answer("10.9.9.9", 5_353))).isPresent();
    assertThat(table.expects(answer("10.0.0.9", 5_354))).isFalse();
  }

  @Test
  void whatIsExpectedGetsTheHelperThatItsExpectationNames() {
    table.create(answers().fromPort(1).build());
    table.create(answers().fromPort(2).followedBy("following").build());
    table.create(answers().fromPort(3).followedBy("another").build());
    assertThat(table.fulfil(answer("10.0.0.9", 1)).orElseThrow().follower()).isEmpty();
    assertThat(table.fulfil(answer("10.0.0.9", 2)).orElseThrow().follower()).isPresent();
    assertThat(table.fulfil(answer("10.0.0.9", 3)).orElseThrow().follower()).isEmpty();
  }

  @Test
  void expectationsForDifferentSourcePortsDoNotOverlapButAnyPortOverlapsAll() {
    Expectation one = answers().fromPort(1).build();
    assertThat(table.create(one)).isEqualTo(Grant.CREATED);
    assertThat(table.create(answers().fromPort(2).build())).isEqualTo(Grant.CREATED);
    assertThat(table.create(one)).isEqualTo(Grant.TAKEN);
    assertThat(table.create(answers().build())).isEqualTo(Grant.TAKEN);
  }
}
