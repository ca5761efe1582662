// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import relatd.netlink.Fixtures;
import relatd.netlink.MessageWalker;

/// The event path makes no object.
class AllocationTest {
  private static final int EVENTS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long sum;

  @Test
  void readingAConntrackEventAllocatesNothing() {
    byte[] datagram = Fixtures.bytes("k6.18-ct-new-tcp4-helper.hex");
    ConntrackMessage message = new ConntrackMessage();
    MessageWalker walker = Fixtures.walker(datagram);
    assertThat(leastAllocated(() -> conntracks(message, walker, datagram))).isZero();
  }

  @Test
  void readingAMasterAllocatesNothing() {
    byte[] datagram = Fixtures.bytes("k6.18-ct-get-reply-tcp4-expected.hex");
    ConntrackMessage message = new ConntrackMessage();
    MessageWalker walker = Fixtures.walker(datagram);
    assertThat(leastAllocated(() -> masters(message, walker, datagram))).isZero();
  }

  @Test
  void readingAnExpectationEventAllocatesNothing() {
    byte[] datagram = Fixtures.bytes("k6.18-exp-new-ftp6-epsv.hex");
    ExpectMessage message = new ExpectMessage();
    MessageWalker walker = Fixtures.walker(datagram);
    assertThat(leastAllocated(() -> expectations(message, walker, datagram))).isZero();
  }

  /// The second run is warm; the virtual machine's own doings may hit one of the others.
  private long leastAllocated(Runnable events) {
    events.run();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      events.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sum).isNotZero();
    return least;
  }

  private void conntracks(ConntrackMessage message, MessageWalker walker, byte[] datagram) {
    for (int i = 0; i < EVENTS; i++) {
      rewind(walker, datagram);
      message.wrap(walker);
      sum += message.status() + message.id() + message.zone() + message.mark();
      sum += message.timeout() + message.protocol() + message.family().number();
      sum += message.original().sourceLow() + message.reply().destinationLow();
      sum += message.original().sourcePort() + message.protocolState();
      sum += message.helperNameEquals("ftp") ? 1 : 0;
      sum += message.helperNameHash() + (message.hasMaster() ? 1 : 0);
    }
  }

  private void masters(ConntrackMessage message, MessageWalker walker, byte[] datagram) {
    for (int i = 0; i < EVENTS; i++) {
      rewind(walker, datagram);
      sum += message.wrap(walker).master().destinationPort() + message.event().ordinal();
    }
  }

  private void expectations(ExpectMessage message, MessageWalker walker, byte[] datagram) {
    for (int i = 0; i < EVENTS; i++) {
      rewind(walker, datagram);
      message.wrap(walker);
      sum += message.tuple().sourceHigh() + message.master().destinationPort();
      sum += message.timeout() + message.id() + message.flags() + message.policyClass();
    }
  }

  private static void rewind(MessageWalker walker, byte[] datagram) {
    walker.wrap(walker.buffer(), 0, datagram.length);
    walker.next();
  }
}
