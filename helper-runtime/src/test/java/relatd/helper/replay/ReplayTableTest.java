// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Expectations.Grant;

/// The table behaves as the kernel's expectation table does.
class ReplayTableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Endpoint SERVER = new Endpoint(Address.of("192.0.2.7"), 21);

  private final ReplayTable table = new ReplayTable();
  private final Connection master = connection(40_000);

  @BeforeEach
  void attach() {
    table.attach(master, ConfiguredHelper.of(new TwoPolicies()));
  }

  @Test
  void oneMoreThanTheMostEvictsTheOldestOfItsClass() {
    create(5_000, 0);
    create(7_000, 1);
    create(5_001, 0);
    create(5_002, 0);
    assertThat(fulfils(5_000)).isFalse();
    assertThat(fulfils(7_000)).isTrue();
    assertThat(fulfils(5_001)).isTrue();
    assertThat(fulfils(5_002)).isTrue();
  }

  @Test
  void anotherMastersExpectationsDoNotCount() {
    Connection other = connection(40_001);
    table.attach(other, ConfiguredHelper.of(new TwoPolicies()));
    create(5_000, 0);
    create(5_001, 0);
    assertThat(table.create(offer(other, 5_002, 0).build())).isEqualTo(Grant.CREATED);
    assertThat(fulfils(5_000)).isTrue();
  }

  @Test
  void theSameDestinationIsTaken() {
    create(5_000, 0);
    assertThat(table.create(offer(master, 5_000, 0).build())).isEqualTo(Grant.TAKEN);
    assertThat(table.create(offer(master, 5_000, 1).fromAnybody().build())).isEqualTo(Grant.TAKEN);
  }

  @Test
  void anExpectationLivesAsLongAsItsPolicySays() {
    create(5_000, 0);
    table.advance(60 * SECOND - 1);
    assertThat(table.create(offer(master, 5_000, 0).build())).isEqualTo(Grant.TAKEN);
    table.advance(60 * SECOND);
    assertThat(fulfils(5_000)).isFalse();
  }

  @Test
  void aRefreshGivesItsFullLifeAgain() {
    create(5_000, 0);
    table.advance(59 * SECOND);
    table.refresh(offer(master, 5_000, 0).build());
    table.advance(118 * SECOND);
    assertThat(fulfils(5_000)).isTrue();
  }

  @Test
  void itIsConsumedByTheFirstConnectionUnlessPermanent() {
    create(5_000, 0);
    table.create(offer(master, 5_001, 0).permanent().build());
    assertThat(List.of(fulfils(5_000), fulfils(5_001), fulfils(5_001))).containsOnly(true);
    assertThat(fulfils(5_000)).isFalse();
  }

  @Test
  void anotherSourceFulfilsNothing() {
    create(5_000, 0);
    Endpoint stranger = new Endpoint(Address.of("192.0.2.8"), 20);
    assertThat(table.fulfil(Tuple.tcp(stranger, new Endpoint(Address.of("10.0.0.1"), 5_000))))
        .isEmpty();
  }

  @Test
  void withItsMasterItGoes() {
    create(5_000, 0);
    table.end(master);
    assertThat(fulfils(5_000)).isFalse();
    assertThat(table.create(offer(master, 5_001, 0).build())).isEqualTo(Grant.FAILED);
  }

  @Test
  void aClassThatTheHelperDoesNotHaveFails() {
    assertThat(table.create(offer(master, 5_000, 2).build())).isEqualTo(Grant.FAILED);
  }

  private void create(int port, int policyClass) {
    assertThat(table.create(offer(master, port, policyClass).build())).isEqualTo(Grant.CREATED);
  }

  private boolean fulfils(int port) {
    Endpoint source = new Endpoint(SERVER.address(), 20);
    return table.fulfil(Tuple.tcp(source, new Endpoint(Address.of("10.0.0.1"), port))).isPresent();
  }

  private static Offer offer(Connection master, int port, int policyClass) {
    return Offer.by(master, Direction.ORIGINAL, Transport.TCP, port).policyClass(policyClass);
  }

  private static Connection connection(int port) {
    return Connection.of(Tuple.tcp(new Endpoint(Address.of("10.0.0.1"), port), SERVER));
  }

  /// Two of the first class at most, as many of the second as one likes.
  private static final class TwoPolicies implements Helper {
    @Override
    public String name() {
      return "two";
    }

    @Override
    public Set<Transport> transports() {
      return Set.of(Transport.TCP);
    }

    @Override
    public Set<Integer> ports() {
      return Set.of(21);
    }

    @Override
    public List<Policy> policies() {
      return List.of(new Policy("few", 2, 60), new Policy("many", 0, 60));
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
    public Session open(Connection connection, Options options) {
      throw new UnsupportedOperationException("no packets here");
    }
  }
}
