// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import relatd.posix.EventLoop;

/// A channel that mistreats what is sent through it, the same way for the same seed: for tests and
/// drills. What comes in it leaves alone.
///
/// Time is counted in ticks, which the owner makes with [#tick]; without ticks what is delayed
/// never leaves.
public final class LossyChannel implements Channel {
  private static final int REORDER_DISTANCE = 3;

  /// Datagrams held back at most; further ones leave at once.
  private static final int CAPACITY = 4096;

  private record Held(byte[] bytes, long afterTick, long afterDatagram) {}

  private final Channel channel;
  private final Faults faults;
  private final Random random;
  private final OneDatagram one = new OneDatagram();
  private final List<Held> held = new ArrayList<>();
  private long ticks;
  private long datagrams;
  private long dropped;
  private long duplicated;
  private long reordered;
  private long delayed;

  /// @param channel what is left of the datagrams goes there; closed with this one
  public LossyChannel(Channel channel, Faults faults, long seed) {
    this.channel = channel;
    this.faults = faults;
    this.random = new Random(seed);
  }

  @Override
  public int limit() {
    return channel.limit();
  }

  @Override
  public void send(Datagrams sent) {
    for (int i = 0; i < sent.datagrams(); i++) {
      datagrams++;
      // Always as many random numbers for each, so that one share does not shift the others.
      double drop = random.nextDouble();
      double duplicate = random.nextDouble();
      byte[] bytes = OneDatagram.copy(sent, i);
      boolean twice = duplicate < faults.duplicate();
      if (drop < faults.drop()) {
        skipCopy();
        dropped++;
      } else {
        sendCopy(bytes);
      }
      if (twice && drop >= faults.drop()) {
        duplicated++;
        sendCopy(bytes);
      }
      release();
    }
  }

  private void skipCopy() {
    random.nextDouble();
    random.nextDouble();
    random.nextInt(REORDER_DISTANCE);
    random.nextInt(faults.longestDelay());
  }

  private void sendCopy(byte[] bytes) {
    boolean reorder = random.nextDouble() < faults.reorder();
    boolean delay = random.nextDouble() < faults.delay();
    int distance = 1 + random.nextInt(REORDER_DISTANCE);
    int wait = 1 + random.nextInt(faults.longestDelay());
    if (held.size() == CAPACITY || !reorder && !delay) {
      channel.send(one.of(bytes));
    } else if (delay) {
      delayed++;
      held.add(new Held(bytes, ticks + wait, Long.MAX_VALUE));
    } else {
      reordered++;
      held.add(new Held(bytes, ticks + 1, datagrams + distance));
    }
  }

  /// Lets time pass: what was held long enough leaves.
  public void tick() {
    ticks++;
    release();
  }

  private void release() {
    if (held.isEmpty()) {
      return;
    }
    for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
      Held next = each.next();
      if (ticks >= next.afterTick || datagrams >= next.afterDatagram) {
        each.remove();
        channel.send(one.of(next.bytes));
      }
    }
  }

  /// Datagrams that are held back now.
  public int held() {
    return held.size();
  }

  public long dropped() {
    return dropped;
  }

  public long duplicated() {
    return duplicated;
  }

  public long reordered() {
    return reordered;
  }

  public long delayed() {
    return delayed;
  }

  @Override
  public int receive(int budget, int link, Receiver receiver) {
    return channel.receive(budget, link, receiver);
  }

  @Override
  public void register(EventLoop loop, Runnable readable) {
    channel.register(loop, readable);
  }

  @Override
  public ChannelStats stats() {
    return channel.stats();
  }

  @Override
  public void close() {
    channel.close();
  }
}
