// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import relatd.sync.cache.Cache;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;

/// `Mode NOTRACK`: everything is sent once, everything that comes is taken. Numbers are watched for
/// the statistics alone; late and repeated messages are taken like others, as conntrackd 1.4.7
/// does. As nobody acknowledges, a bulk leaves at a rate that socket buffers of the usual size
/// bear.
public final class Notrack implements SyncMode {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

  /// Messages of a bulk for each tick, and of several ticks at once.
  private static final int EACH_TICK = 800;

  private static final int MOST_TICKS = 2;

  /// Messages that one turn of the loop sends of each cache at most.
  private static final int TURN = 4096;

  private final Lane conntracks;
  private final Lane expectations;
  private final ArrayDeque<Control> controls = new ArrayDeque<>();
  private final SequenceTracker sequence = new SequenceTracker();
  private final Outbox outbox;
  private final ModeOutput output;
  private final BulkWalk bulk;
  private boolean isUnsent;
  private long bulkDue;
  private long deadline;

  /// @param conntracks the internal caches; the mode takes two queues of each
  /// @param firstNumber seconds of the wall clock
  /// @param now nanoseconds of the clock
  public Notrack(
      Cache<?> conntracks,
      Cache<?> expectations,
      SyncWriter writer,
      ModeOutput output,
      int firstNumber,
      long now) {
    this.conntracks = new Lane(conntracks, SyncMessage.CT_NEW);
    this.expectations = new Lane(expectations, SyncMessage.EXP_NEW);
    this.bulk = new BulkWalk(this.conntracks, this.expectations);
    this.outbox = new Outbox(writer, output, firstNumber);
    this.output = output;
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

  /// Sends what no cache holds: `DisableInternalCache`. It leaves with the next [#transmit].
  ///
  /// @param type of the message
  public void send(int type, MemorySegment image, long offset, int length) {
    outbox.data(type, 0, image, offset, length);
    isUnsent = true;
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
    sequence.track(message.sequence());
    Verdict verdict = digest(message);
    if (verdict != Verdict.BAD) {
      sequence.accept(message.sequence());
    }
    return verdict;
  }

  private Verdict digest(SyncMessage message) {
    if (message.isData()) {
      return Verdict.DATA;
    }
    if (message.isResync()) {
      output.resyncRequested();
      return Verdict.CONTROL;
    }
    return message.isAlive() ? Verdict.CONTROL : Verdict.BAD;
  }

  @Override
  public boolean transmit(long now) {
    if (bulk.isRunning() && now - bulkDue >= 0) {
      long ticks = Math.min(MOST_TICKS, (now - bulkDue) / TICK + 1);
      bulk.fill((int) ticks * EACH_TICK);
      bulkDue = now + TICK;
    }
    if (waiting() == 0 && !isUnsent) {
      return false;
    }
    drain(conntracks);
    drain(expectations);
    while (!controls.isEmpty()) {
      outbox.control(controls.poll(), 0);
    }
    outbox.flush();
    isUnsent = false;
    deadline = now + SILENCE;
    return waiting() > 0;
  }

  private void drain(Lane lane) {
    for (int i = 0; i < TURN; i++) {
      int entry = lane.waiting.poll();
      if (entry == Cache.NONE) {
        return;
      }
      outbox.data(lane, entry, 0);
      lane.release(entry);
    }
  }

  @Override
  public long deadline() {
    return bulk.isRunning() && bulkDue - deadline < 0 ? bulkDue : deadline;
  }

  @Override
  public void elapse(long now) {
    if (now - deadline >= 0) {
      controls.add(Control.ALIVE);
      deadline = now + SILENCE;
    }
  }

  @Override
  public int waiting() {
    return conntracks.waiting.size() + expectations.waiting.size() + controls.size();
  }

  @Override
  public SequenceTracker sequence() {
    return sequence;
  }
}
