// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static relatd.sync.mode.SequenceTracker.isBefore;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import relatd.sync.cache.Cache;
import relatd.sync.channel.QueueLevel;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;

/// `Mode FTFW`: what was sent is kept until the peer has acknowledged it, and sent again, as it is
/// by then, when the peer misses it. For exactly two nodes.
///
/// A peer that says HELLO has begun anew: its numbers are adopted unseen, and what it has not
/// acknowledged is sent to it again; the rest of the table it asks for by a resync. While it goes
/// on greeting its numbers are followed like any others.
///
/// An acknowledgement names a range. What was sent before that range and is still here got lost, or
/// its own acknowledgement did: it is sent again, NACKs of ours included. So a lost NACK, whoever
/// sent it, costs time, and nothing else.
///
/// Of several messages that wait entries leave before control messages. A bulk leaves as fast as it
/// is acknowledged; what the kernel tells meanwhile overtakes it.
public final class FtFw implements SyncMode {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  /// Messages that one turn of the loop sends of each cache at most.
  private static final int TURN = 4096;

  /// A greeting this little behind the last one came late or twice.
  private static final int REORDERED = 64;

  private final Lane conntracks;
  private final Lane expectations;
  private final ResendQueue unacknowledged;
  private final ArrayDeque<Control> controls = new ArrayDeque<>();
  private final SequenceTracker sequence = new SequenceTracker();
  private final Outbox outbox;
  private final ModeOutput output;
  private final FtFwOptions options;
  private final BulkWalk bulk;
  private final BulkPace pace;
  private final Greeting greeting = new Greeting();
  private boolean peerGreets;
  private int ackFrom;
  private boolean ackDue;
  private int window;
  private long deadline;

  /// @param conntracks the internal caches; the mode takes two queues of each
  /// @param firstNumber seconds of the wall clock
  /// @param now nanoseconds of the clock
  public FtFw(
      Cache<?> conntracks,
      Cache<?> expectations,
      SyncWriter writer,
      ModeOutput output,
      FtFwOptions options,
      int firstNumber,
      long now) {
    this.conntracks = new Lane(conntracks, SyncMessage.CT_NEW);
    this.expectations = new Lane(expectations, SyncMessage.EXP_NEW);
    this.unacknowledged =
        new ResendQueue(this.conntracks, this.expectations, options.resendQueueSize());
    this.bulk = new BulkWalk(this.conntracks, this.expectations);
    this.pace = new BulkPace(options.ackWindowSize(), options.resendQueueSize() / 2);
    this.outbox = new Outbox(writer, output, firstNumber);
    this.output = output;
    this.options = options;
    this.window = options.ackWindowSize();
    this.deadline = now + SILENCE;
  }

  @Override
  public void conntrackChanged(int entry) {
    conntracks.waiting.add(entry);
  }

  @Override
  public void expectationChanged(int entry) {
    expectations.waiting.add(entry);
  }

  @Override
  public void sendAll() {
    bulk.start();
  }

  @Override
  public void requestResync() {
    controls.add(Control.RESYNC);
  }

  @Override
  public Verdict receive(SyncMessage message) {
    if (message.isHelloBack()) {
      greeting.answered();
    }
    if (message.isHello()) {
      return greeted(message);
    }
    peerGreets = false;
    return switch (sequence.track(message.sequence())) {
      case BEFORE -> Verdict.DROP;
      case AFTER -> afterGap(message);
      case UNSET, IN_SYNC -> inOrder(message);
    };
  }

  private Verdict greeted(SyncMessage message) {
    greeting.heard();
    int ahead = message.sequence() - sequence.expected();
    if (!peerGreets || ahead < -REORDERED) {
      peerGreets = true;
      return begunAnew(message);
    }
    if (ahead < 0) {
      return Verdict.DROP;
    }
    return ahead == 0 ? inOrder(message) : afterGap(message);
  }

  private Verdict begunAnew(SyncMessage message) {
    int number = message.sequence();
    if (ackDue && isBefore(number, ackFrom)) {
      window = options.ackWindowSize() - 1;
      ackFrom = number;
    }
    unacknowledged.beginAnew(controls);
    return inOrder(message);
  }

  private Verdict inOrder(SyncMessage message) {
    Verdict verdict = digest(message);
    if (verdict == Verdict.BAD) {
      return verdict;
    }
    int number = message.sequence();
    if (!ackDue) {
      ackDue = true;
      ackFrom = number;
    }
    // A window of 1 is used up by the message behind a gap already.
    if (--window <= 0) {
      controls.add(Control.ack(ackFrom, number));
      window = options.ackWindowSize();
      ackDue = false;
    }
    sequence.accept(number);
    return verdict;
  }

  /// The early message is taken, what is missing before it is asked for.
  private Verdict afterGap(SyncMessage message) {
    Verdict verdict = digest(message);
    if (verdict == Verdict.BAD) {
      return verdict;
    }
    int number = message.sequence();
    if (ackDue) {
      controls.add(Control.ack(ackFrom, sequence.last()));
    }
    controls.add(Control.nack(sequence.expected(), number - 1));
    window = options.ackWindowSize() - 1;
    ackFrom = number;
    ackDue = true;
    sequence.accept(number);
    return verdict;
  }

  private Verdict digest(SyncMessage message) {
    if (message.isData()) {
      return Verdict.DATA;
    }
    if (message.isAck() || message.isNack()) {
      return range(message);
    }
    if (message.isResync()) {
      output.resyncRequested();
      return Verdict.CONTROL;
    }
    return message.isAlive() ? Verdict.CONTROL : Verdict.BAD;
  }

  private Verdict range(SyncMessage message) {
    int from = message.from();
    int to = message.to();
    if (isBefore(to, from)) {
      return Verdict.BAD;
    }
    if (message.isAck()) {
      unacknowledged.acknowledge(from, to);
      unacknowledged.resendBefore(from, controls);
      pace.acknowledged();
    } else {
      unacknowledged.resend(from, to, controls);
      pace.lost();
    }
    return Verdict.CONTROL;
  }

  @Override
  public boolean transmit(long now) {
    if (bulk.isRunning()) {
      bulk.fill(Math.min(TURN, pace.room(underWay(), now)));
    }
    if (waiting() == 0) {
      return false;
    }
    drain(conntracks);
    drain(expectations);
    while (!controls.isEmpty()) {
      Control control = controls.poll();
      int number = outbox.control(control, greeting.bits());
      if (control.hasRange()) {
        unacknowledged.add(control.sentAs(number));
      }
    }
    outbox.flush();
    deadline = now + SILENCE;
    return waiting() > 0 || bulk.isRunning() && pace.room(underWay(), now) > 0;
  }

  private int underWay() {
    return unacknowledged.size() + conntracks.waiting.size() + expectations.waiting.size();
  }

  private void drain(Lane lane) {
    for (int i = 0; i < TURN; i++) {
      int entry = lane.waiting.poll();
      if (entry == Cache.NONE) {
        return;
      }
      unacknowledged.add(lane, entry, outbox.data(lane, entry, greeting.bits()));
    }
  }

  @Override
  public long deadline() {
    return bulk.isRunning() && pace.deadline() - deadline < 0 ? pace.deadline() : deadline;
  }

  @Override
  public void elapse(long now) {
    if (now - deadline < 0) {
      return;
    }
    if (ackDue && sequence.isSet()) {
      controls.add(Control.ack(ackFrom, sequence.last()));
      ackDue = false;
    } else {
      controls.add(Control.ALIVE);
    }
    deadline = now + SILENCE;
  }

  @Override
  public int waiting() {
    return conntracks.waiting.size() + expectations.waiting.size() + controls.size();
  }

  @Override
  public SequenceTracker sequence() {
    return sequence;
  }

  /// Entries and control messages that the peer has not acknowledged.
  public int unacknowledged() {
    return unacknowledged.size();
  }

  /// Shows them, oldest first.
  public void listUnacknowledged(ResendListing listing) {
    unacknowledged.list(listing);
  }

  /// How full the queue of these is: "not enough space errors" counts what was given up for want of
  /// room.
  public QueueLevel resendLevel() {
    return new QueueLevel(
        unacknowledged.size(), options.resendQueueSize(), (int) unacknowledged.overflows());
  }
}
