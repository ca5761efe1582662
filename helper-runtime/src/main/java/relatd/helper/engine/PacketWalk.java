// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.LongSupplier;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Flow;
import relatd.helper.dispatch.FlowTable;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;
import relatd.netlink.MalformedMessage;
import relatd.nfqueue.NestWriter;
import relatd.nfqueue.PacketHandler;
import relatd.nfqueue.QueuedPacket;
import relatd.nfqueue.Verdict;
import relatd.nfqueue.VerdictBatch;

/// One queued packet from its message to its verdict, without a system call of its own.
///
/// ```
///  QueuedPacket -> PacketView -> ConnectionResolver -> Dispatcher -> VerdictBatch
/// ```
///
/// Whatever goes wrong with a packet, it is accepted and counted. Nothing here allocates for a
/// packet of a known connection in which nothing is found.
final class PacketWalk implements PacketHandler {
  private static final int LOOPBACK = 1; // `lo` is the first interface of every namespace
  private static final int LOCAL_IN = 1;
  private static final int PASSED_BYTES = 1 << 16; // of a batch; more pass unread

  private final boolean conntrack;
  private final ConnectionResolver resolver;
  private final Dispatcher dispatcher;
  private final VerdictBatch verdicts;
  private final LateVerdicts late;
  private final LongSupplier clock;
  private final WorkerCounters counters = new WorkerCounters();
  private final PacketView view = new PacketView();
  private final PassedDatagrams passed;

  /// Ports of the datagram sent round last: should it come back unconfirmed it is not sent again.
  private int repeatedLast;

  /// @param conntrack whether packets bring their connection
  /// @param late the one that the dispatcher has
  PacketWalk(
      boolean conntrack,
      ConnectionResolver resolver,
      Dispatcher dispatcher,
      VerdictBatch verdicts,
      LateVerdicts late,
      LongSupplier clock) {
    this.conntrack = conntrack;
    this.resolver = resolver;
    this.dispatcher = dispatcher;
    this.verdicts = verdicts;
    this.late = late;
    this.clock = clock;
    this.passed = new PassedDatagrams(conntrack ? 0 : PASSED_BYTES);
  }

  WorkerCounters counters() {
    return counters;
  }

  @Override
  public void packet(QueuedPacket queued) {
    int id = queued.packetId();
    counters.packets++;
    try {
      decide(queued, id);
    } catch (MalformedMessage malformed) {
      counters.malformed++;
      verdicts.accept(id);
    } catch (RuntimeException failure) {
      counters.failures++;
      verdicts.accept(id);
    }
  }

  private void decide(QueuedPacket queued, int id) {
    if (!isReadable(queued)) {
      counters.skipped++;
      verdicts.accept(id);
      return;
    }
    long nanos = clock.getAsLong();
    FlowTable.Binding binding = resolver.resolve(queued, view, nanos);
    if (binding == null) {
      if (!conntrack && !view.isTcp() && view.payloadLength() > 0) {
        passed.keep(queued.buffer(), queued.payloadOffset(), queued.payloadLength());
      }
      counters.unresolved++;
      verdicts.accept(id);
      return;
    }
    if (mustConfirmFirst()) {
      counters.repeated++;
      verdicts.begin(id, Verdict.REPEAT).conntrack(NestWriter.EMPTY).end();
      return;
    }
    late.begin();
    switch (dispatcher.dispatch(binding.flow(), binding.direction(), view, id, nanos)) {
      case ACCEPT -> late.acceptNow(id);
      case DROP -> verdicts.add(id, Verdict.DROP);
      case REPLACE -> {
        PacketEditor editor = dispatcher.editor();
        late.replace(id, editor.bytes(), editor.length());
      }
      case HOLD -> verdicts.mergeAccepts(false);
    }
    late.begin();
  }

  /// Reads the first datagrams that had to pass before the kernel knew their connections; after the
  /// batch's verdicts are sent. What they decide comes late by that much, and cannot change them:
  /// where addresses are translated they stay unread, if the text might need it.
  void readPassed() {
    while (passed.next(view)) {
      long nanos = clock.getAsLong();
      FlowTable.Binding binding = resolver.resolvePassed(view, nanos);
      if (binding != null && mayBeReadLate(binding.flow())) {
        counters.late++;
        dispatcher.dispatch(binding.flow(), binding.direction(), view, 0, nanos);
      }
    }
    late.begin();
  }

  static boolean mayBeReadLate(Flow flow) {
    return !flow.connection().isNat() || !flow.helper().namesEndpoints();
  }

  /// A whole TCP or UDP packet that was not seen before. What goes over loopback is queued when it
  /// leaves and again when it arrives.
  private boolean isReadable(QueuedPacket queued) {
    if (queued.isTruncated()
        || queued.hook() == LOCAL_IN && queued.inInterface() == LOOPBACK && conntrack) {
      return false;
    }
    PacketView.Kind kind =
        view.wrap(queued.buffer(), queued.payloadOffset(), queued.payloadLength());
    return kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP;
  }

  /// The first datagram of a connection: an expectation needs a master in the table, so it is sent
  /// round once more, and comes back confirmed. (A TCP connection is confirmed by its handshake.)
  private boolean mustConfirmFirst() {
    boolean first = resolver.isUnconfirmed() && !view.isTcp() && view.payloadLength() > 0;
    if (!first) {
      repeatedLast = 0;
      return false;
    }
    int identity = view.sourcePort() << 16 | view.destinationPort();
    boolean again = identity == repeatedLast;
    repeatedLast = again ? 0 : identity;
    return !again;
  }

  @Override
  public void unreadable(int packetId) {
    counters.malformed++;
    verdicts.accept(packetId);
  }
}
