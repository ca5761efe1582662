// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.util.ArrayDeque;
import relatd.posix.EventLoop;

/// One end of a link inside the process: for two engines in one JVM, without a kernel. Datagrams
/// lie in the other end until it receives them; what finds no room there is counted and lost.
public final class MemoryChannel implements Channel {
  private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
  private final ChannelCounters counters = new ChannelCounters();
  private final OneDatagram shown = new OneDatagram();
  private final int limit;
  private final int capacity;
  private MemoryChannel peer = this;
  private Runnable wakeUp = () -> {};

  private MemoryChannel(int limit, int capacity) {
    this.limit = limit;
    this.capacity = capacity;
  }

  /// Two ends, the second by [#peer].
  ///
  /// @param limit bytes that a datagram stays below
  /// @param capacity datagrams that may wait at each end
  public static MemoryChannel pair(int limit, int capacity) {
    MemoryChannel one = new MemoryChannel(limit, capacity);
    one.peer = new MemoryChannel(limit, capacity);
    one.peer.peer = one;
    return one;
  }

  public MemoryChannel peer() {
    return peer;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void send(Datagrams datagrams) {
    for (int i = 0; i < datagrams.datagrams(); i++) {
      if (peer.arrived.size() == capacity) {
        counters.sendErrors++;
      } else {
        counters.sent(datagrams.length(i), 1);
        peer.arrived.add(OneDatagram.copy(datagrams, i));
      }
    }
    peer.wakeUp.run();
  }

  @Override
  public int receive(int budget, int link, Receiver receiver) {
    int count = 0;
    while (count < budget && !arrived.isEmpty()) {
      shown.of(arrived.poll());
      counters.received(shown.length(0));
      receiver.datagram(link, shown.buffer(), 0, shown.length(0));
      count++;
    }
    return count;
  }

  /// Has the loop receive in its next turn whenever something has arrived; both ends belong to one
  /// loop.
  @Override
  public void register(EventLoop loop, Runnable readable) {
    Runnable again =
        new Runnable() {
          @Override
          public void run() {
            readable.run();
            if (!arrived.isEmpty()) {
              loop.submit(this);
            }
          }
        };
    wakeUp = () -> loop.submit(again);
  }

  @Override
  public ChannelStats stats() {
    return counters.stats("memory traffic", "");
  }

  @Override
  public void close() {
    arrived.clear();
    wakeUp = () -> {};
  }
}
