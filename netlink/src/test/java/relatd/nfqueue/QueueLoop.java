// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// The receive loop of one queue, with an account of what it allocates.
final class QueueLoop {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final QueueSocket queue;
  private final VerdictBatch verdicts;
  private final PacketHandler handler;
  long allocated;
  long systemCalls;

  QueueLoop(QueueSocket queue, VerdictBatch verdicts, PacketHandler handler) {
    this.queue = queue;
    this.verdicts = verdicts;
    this.handler = handler;
  }

  void forgetAllocation() {
    allocated = 0;
    systemCalls = 0;
  }

  /// Sends in portions that fit the receiver's buffer, and counts what arrives.
  long pass(LoopbackTraffic traffic, int count) {
    long arrived = 0;
    for (int sent = 0; sent < count; sent += 50) {
      for (int i = 0; i < 50; i++) {
        traffic.send(100);
      }
      serve(50);
      while (traffic.receive() >= 0) {
        arrived++;
      }
    }
    return arrived;
  }

  private void serve(int count) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int handled = 0; handled < count; ) {
      handled += queue.receive(handler);
      verdicts.flush();
      systemCalls += 2;
    }
    allocated += threads.getCurrentThreadAllocatedBytes() - before;
  }
}
