// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import relatd.conntrack.Address;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.dispatch.Expectations.Grant;

/// Does what a helper decided, before the packet that made it decide gets its verdict.
final class DecisionExecutor implements Consumer<Decision> {
  /// Refused offers of one minute after which a flow is not read any more. (A signalling connection
  /// lives for days, and its peers may rightly talk of hosts that have no part in it.)
  private static final int MOST_REFUSALS = 32;

  /// Decisions per second, withdrawals aside, after which a flow is not read any more: more than
  /// any client's transfers of small files, and some percent of a processor.
  private static final int MOST_DECISIONS = 5_000;

  private static final long SECOND = 1_000_000_000L;

  private final Expectations expectations;
  private final Verdicts verdicts;
  private final DispatchLog log;
  private final DispatchCounters counters;
  private final PortSearch ports;
  private final EditList edits;
  private Flow flow;
  private Direction direction = Direction.ORIGINAL;
  private long nanos;
  private boolean drop;
  private int otherPort; // 0: the one that the datagram has

  DecisionExecutor(
      Expectations expectations,
      Verdicts verdicts,
      DispatchLog log,
      DispatchCounters counters,
      RandomGenerator random,
      EditList edits) {
    this.expectations = expectations;
    this.verdicts = verdicts;
    this.log = log;
    this.counters = counters;
    this.ports = new PortSearch(random);
    this.edits = edits;
  }

  /// Begins with a packet of a flow.
  void begin(Flow flow, Direction direction, long nanos) {
    this.flow = flow;
    this.direction = direction;
    this.nanos = nanos;
    drop = false;
    otherPort = 0;
  }

  /// The port that a datagram has to be delivered to; 0 for its own.
  int otherPort() {
    return otherPort;
  }

  /// Whether the packet must not pass.
  boolean mustDrop() {
    return drop;
  }

  @Override
  public void accept(Decision decision) {
    if (decision instanceof Decision.KeepMaster(int seconds)) {
      // costs nothing, so it is not counted
      verdicts.keepMaster(seconds > 0 ? seconds : flow.attached().longestTimeout());
      return;
    }
    if (decision instanceof Decision.DeliverTo(int port)) {
      otherPort = port;
      return;
    }
    if (flow.opaque || drop || !(decision instanceof Decision.Withdraw) && exhausted()) {
      return;
    }
    switch (decision) {
      case Decision.Expect(List<Expectation> group, Optional<Announcement> announcement) ->
          expect(group, announcement);
      case Decision.ExpectIfFree(List<Expectation> group) -> expectIfFree(group);
      case Decision.ExpectAcross(List<Expectation> group, Address end, Address caller) -> {
        if (expectations.isBetween(end, caller)) {
          expectIfFree(group);
        }
      }
      case Decision.Withdraw(Expectation expectation) -> withdraw(expectation);
      case Decision.Refuse(String reason) -> refuse(reason);
      case Decision.Opaque(String reason) -> opaque(reason);
      case Decision.Done() -> flow.opaque = true;
      case Decision.Rewrite(Announcement announcement) -> rewrite(announcement);
      case Decision.KeepMaster _, Decision.DeliverTo _ -> {}
      case Decision.Drop(String reason) -> drop(reason);
    }
  }

  /// Ends the reading of a flow, and what it had offered.
  void opaque(String reason) {
    flow.opaque = true;
    counters.opaque++;
    log.opaque(flow, reason);
    for (Expectation expectation : flow.offered.release()) {
      expectations.delete(expectation);
      counters.withdrawals++;
    }
  }

  private boolean exhausted() {
    if (nanos - flow.decisionsSince >= SECOND) {
      flow.decisionsSince = nanos;
      flow.decisions = 0;
    }
    if (++flow.decisions > MOST_DECISIONS) {
      opaque("more than " + MOST_DECISIONS + " offers a second");
      return true;
    }
    return false;
  }

  private void refuse(String reason) {
    counters.refusals++;
    log.refused(flow, reason);
    if (nanos - flow.refusalsSince >= 60 * SECOND) {
      flow.refusalsSince = nanos;
      flow.refusals = 0;
    }
    if (++flow.refusals >= MOST_REFUSALS) {
      opaque(MOST_REFUSALS + " offers refused");
    }
  }

  private void drop(String reason) {
    drop = true;
    counters.dropped++;
    log.dropped(flow, reason);
  }

  private void withdraw(Expectation expectation) {
    if (flow.offered.remove(expectation)) {
      expectations.delete(expectation);
      counters.withdrawals++;
      log.withdrawn(flow, expectation.withTimeout(flow.attached().timeoutOf(expectation)));
    }
  }

  private void expectIfFree(List<Expectation> group) {
    if (grant(group, 0) == Grant.TAKEN) {
      refuse("the port is taken: " + group.getFirst().tuple().destinationEndpoint());
    }
  }

  private void expect(List<Expectation> group, Optional<Announcement> announcement) {
    if (!flow.connection().isNat() || announcement.isEmpty()) {
      grant(group, 0); // a payload that names nothing misleads nobody
      return;
    }
    Expectation first = group.getFirst();
    Address self = flow.connection().publicSelf(direction).address();
    ports.begin(first.tuple().destinationPort(), group.size());
    for (int port = ports.next(); port != 0; port = ports.next()) {
      edits.begin();
      boolean writable =
          announcement.get().rewrite(new Endpoint(self, port), edits) && edits.isPossible();
      Grant answer = writable ? grant(group, port - first.tuple().destinationPort()) : Grant.TAKEN;
      if (answer == Grant.CREATED) {
        return;
      }
      edits.rollback();
      if (answer == Grant.FAILED) {
        break;
      }
    }
    natFailure("no port could be granted and written for " + first.tuple().destinationEndpoint());
  }

  private void rewrite(Announcement announcement) {
    edits.begin();
    boolean writable = announcement.rewrite(flow.connection().publicSelf(direction), edits);
    if (!writable || !edits.isPossible()) {
      edits.rollback();
      refuse("the text cannot be rewritten");
    }
  }

  /// What was granted cannot be written into the payload.
  void cannotRewrite(String reason) {
    natFailure(reason);
  }

  private void natFailure(String reason) {
    if (flow.attached().dropOnNatFailure()) {
      drop(reason);
    } else {
      refuse(reason);
    }
  }

  /// Creates all of a group, or none.
  private Grant grant(List<Expectation> group, int portShift) {
    for (int i = 0; i < group.size(); i++) {
      Expectation wished = group.get(i);
      Expectation expectation =
          portShift == 0 ? wished : wished.toPort(wished.tuple().destinationPort() + portShift);
      Grant answer = grantOne(expectation);
      if (answer != Grant.CREATED) {
        for (int undo = 0; undo < i; undo++) {
          Expectation done = group.get(undo);
          withdraw(portShift == 0 ? done : done.toPort(done.tuple().destinationPort() + portShift));
        }
        return answer;
      }
    }
    return Grant.CREATED;
  }

  private Grant grantOne(Expectation expectation) {
    Grant answer = expectations.create(expectation);
    if (answer == Grant.CREATED) {
      counters.expectations++;
      flow.offered.remove(expectation);
      flow.offered.add(expectation);
      log.expected(flow, expectation.withTimeout(flow.attached().timeoutOf(expectation)));
      return answer;
    }
    if (answer == Grant.TAKEN && flow.offered.has(expectation)) {
      counters.refreshed++;
      expectations.refresh(expectation.withTimeout(flow.attached().timeoutOf(expectation)));
      return Grant.CREATED;
    }
    if (answer == Grant.TAKEN && expectation.nat().isEmpty()) {
      counters.taken++; // another connection expects the very same: whoever comes first uses it
      return Grant.CREATED;
    }
    if (answer == Grant.FAILED) {
      counters.failed++;
    } else {
      counters.taken++;
    }
    return answer;
  }
}
