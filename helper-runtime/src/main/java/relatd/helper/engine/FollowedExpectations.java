// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ExpectWriter;
import relatd.helper.dispatch.Expectations;
import relatd.netlink.MessageBuilder;
import relatd.nfqueue.NestWriter;

/// Expectations that name a helper for the connection to come, on kernels that believe the name
/// only inside a queue verdict ([ExpectedFlows#NAMED_BY_VERDICT]).
///
/// Each is made through ctnetlink first, whose answer can be relied upon, and once more with the
/// verdict of the packet: the kernel puts the second, which has the helper, in the place of the
/// first. A verdict carries one; further ones of a packet stay without helper.
final class FollowedExpectations implements Expectations, NestWriter {
  private final Expectations table;
  private final boolean byVerdict;
  private final NatFunctions functions;
  private Expectation waiting;
  private final List<Expectation> lasting = new ArrayList<>();

  /// @param byVerdict whether this kernel is of that kind; else all goes to the table alone
  FollowedExpectations(Expectations table, boolean byVerdict, NatFunctions functions) {
    this.functions = functions;
    this.table = table;
    this.byVerdict = byVerdict;
  }

  /// A packet is being decided: what the one before had to say has been said.
  void begin() {
    waiting = null;
  }

  /// Whether the packet's verdict has to carry an expectation.
  boolean isWaiting() {
    return waiting != null;
  }

  @Override
  public Grant create(Expectation expectation) {
    Grant answer = table.create(expectation);
    if (byVerdict && answer == Grant.CREATED && !expectation.helper().isEmpty() && !isWaiting()) {
      waiting = expectation;
      if (expectation.timeout() > 0) {
        lasting.add(expectation);
      }
    }
    return answer;
  }

  @Override
  public boolean isBetween(Address one, Address other) {
    return table.isBetween(one, other);
  }

  @Override
  public void refresh(Expectation expectation) {
    table.refresh(expectation);
  }

  @Override
  public void delete(Expectation expectation) {
    if (isWaiting() && waiting.isSameAs(expectation)) {
      waiting = null;
    }
    table.delete(expectation);
  }

  @Override
  public void write(MessageBuilder into) {
    new ExpectWriter(into).putAttributes(functions.possible(waiting), waiting.helper());
  }

  /// The verdicts are sent. What they made lives as long as its class says; those that were to live
  /// otherwise are told so now.
  void afterVerdicts() {
    if (!lasting.isEmpty()) {
      lasting.forEach(table::refresh);
      lasting.clear();
    }
  }
}
