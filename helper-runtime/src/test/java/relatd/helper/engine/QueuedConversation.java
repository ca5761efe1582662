// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Helper;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Expectations;
import relatd.nfqueue.QueueFeed;
import relatd.nfqueue.VerdictBatch;

/// One TCP connection that goes through a queue's whole way in userspace, from the bytes of the
/// netlink message to the verdict in its batch: what a [QueueWorker] has, without its system calls.
///
/// Segments that are sent again get the sequence numbers of new ones.
public final class QueuedConversation {
  /// Packets between two sends of verdicts, as a busy queue has them.
  private static final int BATCH = 64;

  private final Connection connection;
  private final String helper;
  private final QueueFeed feed = new QueueFeed(false);
  private final VerdictBatch verdicts = feed.verdicts();
  private final Dispatcher dispatcher;
  private final PacketWalk walk;
  private final int[] next = {1_000_000, 2_000_000};
  private int inBatch;

  /// A confirmed connection to an FTP server, without translation.
  public static Connection toFtp(Family family) {
    String network = family == Family.INET ? "192.0.2." : "2001:db8::";
    Tuple original =
        Tuple.tcp(
            new Endpoint(Address.of(network + 1), 41_000),
            new Endpoint(Address.of(network + 2), 21));
    int status = Status.CONFIRMED | Status.SEEN_REPLY | Status.ASSURED;
    return new Connection(original, original.inverse(), 0, status, 4711);
  }

  /// Begins with the three segments of TCP's handshake.
  public QueuedConversation(
      Connection connection, Helper helper, Expectations expectations, LongSupplier clock) {
    this.connection = connection;
    this.helper = helper.name();
    AttachedType type =
        new AttachedType(ConfiguredHelper.of(helper), connection.family(), Transport.TCP, 1, 0);
    LateVerdicts late =
        new LateVerdicts(
            verdicts, true, new FollowedExpectations(expectations, false, new NatFunctions()));
    dispatcher =
        new Dispatcher(
            1_024,
            1 << 20,
            Arena.ofAuto().allocate(1 << 16, 8),
            expectations,
            late,
            new LoggingDispatch(SilentLog.INSTANCE, false),
            new Random(7));
    GlueResolver resolver = new GlueResolver(new QueuePlan(1, 0, true, List.of(type)), dispatcher);
    walk = new PacketWalk(true, resolver, dispatcher, verdicts, late, clock);
    send(message(Direction.ORIGINAL, QueuedMessage.SYN, ""));
    send(message(Direction.REPLY, QueuedMessage.SYN | QueuedMessage.ACK, ""));
    send(message(Direction.ORIGINAL, QueuedMessage.ACK, ""));
  }

  /// A segment with this text.
  public QueuedMessage says(Direction direction, String text) {
    return message(direction, QueuedMessage.ACK | QueuedMessage.PUSH, text);
  }

  /// A segment that only acknowledges.
  public QueuedMessage acknowledges(Direction direction) {
    return message(direction, QueuedMessage.ACK, "");
  }

  private QueuedMessage message(Direction direction, int flags, String text) {
    return new QueuedMessage(connection, helper, direction, flags, text);
  }

  /// Puts a segment behind what its sender sent before, and lets it pass through.
  public void send(QueuedMessage message) {
    int sender = message.direction().number();
    message.number(next[sender], next[1 - sender]);
    next[sender] += message.span();
    if (inBatch == 0) {
      verdicts.mergeAccepts(!dispatcher.isHolding());
    }
    feed.feed(message.bytes(), 0, (int) message.bytes().byteSize(), walk);
    if (++inBatch == BATCH) {
      inBatch = 0;
      verdicts.flush();
    }
  }

  /// A figure of the queue's worker, reader or dispatcher, by its name in the statistics.
  public long counter(String name) {
    long[] found = {-1};
    walk.counters().forEach((each, value) -> found[0] = each.equals(name) ? value : found[0]);
    dispatcher.counters().forEach((each, value) -> found[0] = each.equals(name) ? value : found[0]);
    return found[0];
  }

  /// Bytes of verdicts that have left.
  public long verdictBytes() {
    return feed.verdictBytes();
  }
}
