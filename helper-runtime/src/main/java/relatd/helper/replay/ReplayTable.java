// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.conntrack.Connection;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Expectations;

/// The expectations of a replay, kept as the kernel keeps them: per class and master at most so
/// many, the oldest makes room; gone when they were fulfilled or their time is over.
final class ReplayTable implements Expectations {
  /// Like nf_conntrack_expect_max on a small machine.
  private static final int MOST = 4_096;

  /// An expectation that waits.
  ///
  /// @param by the helper of its master
  record Live(Expectation expectation, ConfiguredHelper by, long until) {
    private boolean matches(Tuple tuple) {
      boolean active = (expectation.flags() & Expectation.INACTIVE) == 0;
      return active && expectation.mask().covers(expectation.tuple(), tuple);
    }

    /// The helper that the connection to come gets: the one that the expectation names.
    Optional<ConfiguredHelper> follower() {
      return Optional.of(by)
          .filter(attached -> attached.helper().followsExpected())
          .filter(attached -> attached.helper().name().equals(expectation.helper()));
    }

    Live until(long nanos) {
      return new Live(expectation, by, nanos);
    }
  }

  private final List<Live> live = new ArrayList<>();
  private final Map<Tuple, ConfiguredHelper> masters =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tuple, ConfiguredHelper> eldest) {
          return size() > 65_536;
        }
      };
  private long now;

  /// Time goes on.
  void advance(long nanos) {
    now = nanos;
    live.removeIf(one -> now - one.until() >= 0);
  }

  /// A connection has a helper: it may be a master.
  void attach(Connection connection, ConfiguredHelper helper) {
    masters.put(connection.original(), helper);
  }

  /// Whether a connection that begins with this tuple is expected.
  boolean expects(Tuple tuple) {
    return live.stream().anyMatch(one -> one.matches(tuple));
  }

  /// A connection begins: the expectation that it fulfils, and whose it was. A permanent one stays.
  Optional<Live> fulfil(Tuple tuple) {
    for (Iterator<Live> i = live.iterator(); i.hasNext(); ) {
      Live one = i.next();
      if (one.matches(tuple)) {
        if (!one.expectation().isPermanent()) {
          i.remove();
        }
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// A connection is gone, and with it what it announced.
  void end(Connection connection) {
    live.removeIf(one -> one.expectation().master().equals(connection.original()));
    masters.remove(connection.original());
  }

  @Override
  public Grant create(Expectation expectation) {
    ConfiguredHelper by = masters.get(expectation.master());
    if (by == null || expectation.policyClass() >= by.policies().size()) {
      return Grant.FAILED;
    }
    for (Live one : live) {
      if (overlaps(one.expectation(), expectation)) {
        return Grant.TAKEN;
      }
    }
    makeRoom(expectation, by.policies().get(expectation.policyClass()).expectMax());
    if (live.size() == MOST) {
      return Grant.FAILED;
    }
    live.add(new Live(expectation, by, now + by.timeoutOf(expectation) * 1_000_000_000L));
    return Grant.CREATED;
  }

  @Override
  public void refresh(Expectation expectation) {
    live.replaceAll(one ->
        one.expectation().isSameAs(expectation)
            ? one.until(now + one.by().timeoutOf(expectation) * 1_000_000_000L)
            : one);
  }

  @Override
  public void delete(Expectation expectation) {
    live.removeIf(one -> one.expectation().isSameAs(expectation));
  }

  private void makeRoom(Expectation coming, int expectMax) {
    int same = 0;
    Live oldest = null;
    for (Live one : live) {
      if (one.expectation().master().equals(coming.master())
          && one.expectation().policyClass() == coming.policyClass()) {
        same++;
        oldest = oldest == null ? one : oldest;
      }
    }
    if (expectMax > 0 && same >= expectMax) {
      live.remove(oldest);
    }
  }

  private static boolean overlaps(Expectation a, Expectation b) {
    Tuple one = a.tuple();
    Tuple two = b.tuple();
    int ports = a.mask().sourcePort() & b.mask().sourcePort();
    return one.protocol() == two.protocol()
        && one.destination().equals(two.destination())
        && one.destinationPort() == two.destinationPort()
        && (one.sourcePort() & ports) == (two.sourcePort() & ports)
        && one.source()
            .and(a.mask().source())
            .and(b.mask().source())
            .equals(two.source().and(a.mask().source()).and(b.mask().source()));
  }
}
