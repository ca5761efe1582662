// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import relatd.sync.cache.Cache;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;

/// `Mode NOTRACK`: everything is sent once, everything that comes is taken. Numbers are watched for
/// the statistics alone; late and repeated messages are taken like others, as conntrackd 1.4.7
/// does.
public final class Notrack implements SyncMode {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

  private final Lane conntracks;
  private final Lane expectations;
  private final ArrayDeque<Control> controls = new ArrayDeque<>();
  private final SequenceTracker sequence = new SequenceTracker();
  private final Outbox outbox;
  private final ModeOutput output;
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

  @Override
  public void sendAll() {
    conntracks.enqueueAll();
    expectations.enqueueAll();
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
  public void transmit(long now) {
    if (waiting() == 0) {
      return;
    }
    drain(conntracks);
    drain(expectations);
    while (!controls.isEmpty()) {
      outbox.control(controls.poll(), 0);
    }
    outbox.flush();
    deadline = now + SILENCE;
  }

  private void drain(Lane lane) {
    for (int entry = lane.waiting.poll(); entry != Cache.NONE; entry = lane.waiting.poll()) {
      outbox.data(lane, entry, 0);
      lane.release(entry);
    }
  }

  @Override
  public long deadline() {
    return deadline;
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
