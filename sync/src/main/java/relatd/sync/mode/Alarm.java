// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import relatd.sync.cache.Cache;
import relatd.sync.cache.EntryStatus;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;

/// `Mode ALARM`: every entry is repeated again and again, at random times, and what the peer does
/// not repeat runs out at the receiver ([ExternalTimeout]). There are no control messages, and
/// numbers are not looked at.
///
/// When an entry is due is in its [Cache#number]: milliseconds of the clock, 0 when it has not been
/// drawn yet. As entries are looked at about once a second, they leave up to that much late.
public final class Alarm implements SyncMode {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int SECOND = 1000;

  /// Messages that one turn of the loop sends of each cache at most.
  private static final int TURN = 4096;

  private final Lane conntracks;
  private final Lane expectations;
  private final PacedWalk conntrackWalk;
  private final PacedWalk expectationWalk;
  private final SequenceTracker sequence = new SequenceTracker();
  private final Outbox outbox;
  private final RandomGenerator random;
  private final int refreshTime;
  private int millis;

  /// @param conntracks the internal caches; the mode takes two queues of each
  /// @param refreshTime `RefreshTime` in seconds, at least 1
  /// @param random draws when entries are repeated
  /// @param firstNumber seconds of the wall clock
  /// @param now nanoseconds of the clock
  public Alarm(
      Cache<?> conntracks,
      Cache<?> expectations,
      SyncWriter writer,
      ModeOutput output,
      int refreshTime,
      RandomGenerator random,
      int firstNumber,
      long now) {
    if (refreshTime < 1) {
      throw new IllegalArgumentException("RefreshTime is at least 1");
    }
    this.conntracks = new Lane(conntracks, SyncMessage.CT_NEW);
    this.expectations = new Lane(expectations, SyncMessage.EXP_NEW);
    this.conntrackWalk = new PacedWalk(conntracks, entry -> look(this.conntracks, entry), now);
    this.expectationWalk =
        new PacedWalk(expectations, entry -> look(this.expectations, entry), now);
    this.outbox = new Outbox(writer, output, firstNumber);
    this.refreshTime = refreshTime;
    this.random = random;
  }

  @Override
  public void conntrackChanged(int entry) {
    conntracks.waiting.add(entry);
  }

  @Override
  public void expectationChanged(int entry) {
    expectations.waiting.add(entry);
  }

  /// Does nothing: everything is repeated anyway.
  @Override
  public void sendAll() {}

  /// Does nothing: the peer repeats everything anyway.
  @Override
  public void requestResync() {}

  /// Flags belong to other modes: what has some is passed over.
  @Override
  public Verdict receive(SyncMessage message) {
    return message.flags() == 0 ? Verdict.DATA : Verdict.CONTROL;
  }

  @Override
  public boolean transmit(long now) {
    millis = (int) (now / MILLI);
    drain(conntracks);
    drain(expectations);
    outbox.flush();
    return waiting() > 0;
  }

  private void drain(Lane lane) {
    for (int i = 0; i < TURN; i++) {
      int entry = lane.waiting.poll();
      if (entry == Cache.NONE) {
        return;
      }
      outbox.data(lane, entry, 0);
      draw(lane, entry);
      lane.release(entry);
    }
  }

  /// 1 to RefreshTime seconds, and up to one more so that nodes do not keep step.
  private void draw(Lane lane, int entry) {
    int wait = (random.nextInt(refreshTime) + 1) * SECOND + random.nextInt(1, 6) * SECOND / 5;
    int due = millis + wait;
    lane.cache.number(entry, due == 0 ? 1 : due);
  }

  private void look(Lane lane, int entry) {
    int due = lane.cache.number(entry);
    if (due == 0) {
      draw(lane, entry);
    } else if (millis - due >= 0 && lane.cache.status(entry) != EntryStatus.DEAD) {
      lane.waiting.add(entry);
    }
  }

  @Override
  public long deadline() {
    long one = conntrackWalk.deadline();
    long other = expectationWalk.deadline();
    return one - other < 0 ? one : other;
  }

  /// Has those entries wait that are due.
  @Override
  public void elapse(long now) {
    millis = (int) (now / MILLI);
    conntrackWalk.elapse(now);
    expectationWalk.elapse(now);
  }

  @Override
  public int waiting() {
    return conntracks.waiting.size() + expectations.waiting.size();
  }

  @Override
  public SequenceTracker sequence() {
    return sequence;
  }
}
