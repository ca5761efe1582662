// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackFilter;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.ExpectMessage;
import relatd.ctnetlink.ExpectWriter;
import relatd.ctnetlink.TakeOver;
import relatd.netlink.AnswerHandler;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;

/// The kernel's two tables, one request at a time. Two of these are needed to change entries while
/// they are listed: a socket carries one dump at a time.
///
/// Every call throws [NetlinkException] when the kernel refuses.
final class KernelTables implements AutoCloseable {
  private static final int BUFFER = 4_096;
  private static final Operation READ = Operation.of("read the table");
  private static final Operation CHANGE = Operation.of("change the table");

  private final NetlinkSocket socket;
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(BUFFER, 8));
  private final ConntrackWriter conntracks = new ConntrackWriter(builder);
  private final ExpectWriter expectations = new ExpectWriter(builder);

  /// Lists through the walker; which request it was.
  enum Dump {
    TABLE,
    TABLE_AND_ZERO,
    DYING,
    UNCONFIRMED
  }

  private KernelTables(NetlinkSocket socket) {
    this.socket = socket;
  }

  static KernelTables open() {
    return new KernelTables(NetlinkSocket.open(Netlink.NETLINK_NETFILTER));
  }

  void dump(Dump what, ConntrackFilter filter, AnswerHandler entries) {
    builder.reset();
    int sequence = socket.nextSequence();
    switch (what) {
      case TABLE -> conntracks.dump(filter, sequence);
      case TABLE_AND_ZERO -> conntracks.dumpAndResetCounters(filter, sequence);
      case DYING -> conntracks.dumpDying(sequence);
      case UNCONFIRMED -> conntracks.dumpUnconfirmed(sequence);
    }
    socket.dump(READ, builder, entries);
  }

  void dumpExpectations(Family family, AnswerHandler entries) {
    builder.reset();
    expectations.dump(Optional.ofNullable(family), socket.nextSequence());
    socket.dump(READ, builder, entries);
  }

  /// The figures of each CPU; whose they are says the message ([`resourceId`]).
  void statistics(boolean ofExpectations, AnswerHandler cpus) {
    builder.reset();
    if (ofExpectations) {
      expectations.cpuStatistics(socket.nextSequence());
    } else {
      conntracks.cpuStatistics(socket.nextSequence());
    }
    socket.dump(READ, builder, cpus);
  }

  /// The number of conntracks is among the attributes of the answer.
  void totals(AnswerHandler answer) {
    builder.reset();
    conntracks.statistics(socket.nextSequence());
    socket.transact(READ, builder, answer);
  }

  /// Null when there was no answer.
  Conntrack get(Tuple tuple, boolean isReply, OptionalInt zone) {
    builder.reset();
    if (isReply) {
      conntracks.getByReply(tuple, zone, socket.nextSequence());
    } else {
      conntracks.get(tuple, zone, socket.nextSequence());
    }
    ConntrackMessage message = new ConntrackMessage();
    Conntrack[] found = new Conntrack[1];
    socket.transact(READ, builder, answer -> found[0] = message.wrap(answer).toConntrack());
    return found[0];
  }

  void create(Conntrack entry) {
    builder.reset();
    conntracks.create(entry, TakeOver.STRICT, socket.nextSequence(), 0);
    change();
  }

  void update(Conntrack changes, Optional<Labels> labelMask) {
    builder.reset();
    conntracks.update(changes, TakeOver.STRICT, labelMask, socket.nextSequence(), 0);
    change();
  }

  void delete(Conntrack entry) {
    builder.reset();
    conntracks.delete(entry.original(), entry.zone(), entry.id(), socket.nextSequence(), 0);
    change();
  }

  void flush(ConntrackFilter filter) {
    builder.reset();
    conntracks.flush(filter, socket.nextSequence(), 0);
    change();
  }

  /// Null when there was no answer.
  Expectation getExpectation(Tuple tuple) {
    builder.reset();
    expectations.get(tuple, 0, socket.nextSequence());
    ExpectMessage message = new ExpectMessage();
    Expectation[] found = new Expectation[1];
    socket.transact(READ, builder, answer -> found[0] = message.wrap(answer).toExpectation());
    return found[0];
  }

  void create(Expectation expectation) {
    builder.reset();
    expectations.create(expectation, socket.nextSequence(), 0);
    change();
  }

  void deleteExpectation(Tuple tuple) {
    builder.reset();
    expectations.delete(tuple, 0, OptionalInt.empty(), socket.nextSequence(), 0);
    change();
  }

  void flushExpectations() {
    builder.reset();
    expectations.flush(socket.nextSequence(), 0);
    change();
  }

  private void change() {
    socket.transact(CHANGE, builder, AnswerHandler.NONE);
  }

  @Override
  public void close() {
    socket.close();
  }
}
