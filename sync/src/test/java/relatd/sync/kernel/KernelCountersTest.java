// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.EventType;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.Golden;
import relatd.sync.kernel.InjectCounters.Kind;
import relatd.sync.wire.KernelMessages;

class KernelCountersTest {
  private final BypassCounters bypass = new BypassCounters();
  private final InjectCounters inject = new InjectCounters();
  private final TrafficCounters traffic = new TrafficCounters();

  @Test
  void eventsThatGoPastTheCache() {
    count(7, () -> bypass.count(EventType.NEW));
    count(12, () -> bypass.count(EventType.UPDATE));
    assertThat(bypass.summary() + inject.summary()).isEqualTo(Golden.out("nocache-tcp-A-s-cache"));
  }

  @Test
  void entriesThatGoStraightIntoTheKernel() {
    count(8, () -> inject.count(Kind.CREATED, true));
    count(12, () -> inject.count(Kind.UPDATED, true));
    assertThat(Golden.out("nocache-tcp-B-s"))
        .startsWith(bypass.summary() + inject.summary() + traffic.summary());
    inject.count(Kind.DESTROYED, false);
    assertThat(inject.summary()).contains("destroyed:\t\t           0\tfailed:\t           1\n");
  }

  @Test
  void trafficIsThatOfBothDirections() {
    String name = "k6.18-ct-destroy-tcp4-acct-ts-mark-zone-label";
    ConntrackMessage event = new ConntrackMessage().wrap(KernelMessages.first(name));
    var said = event.toConntrack();
    traffic.add(event);
    traffic.add(event);
    long bytes =
        said.originalCounters().orElseThrow().bytes() + said.replyCounters().orElseThrow().bytes();
    assertThat(traffic.bytes()).isEqualTo(2 * bytes).isPositive();
    assertThat(traffic.packets()).isPositive().isLessThan(bytes);
  }

  @Test
  void withoutAccountingThereIsNone() {
    String name = "k6.18-ct-destroy-tcp4";
    traffic.add(new ConntrackMessage().wrap(KernelMessages.first(name)));
    assertThat(traffic.bytes()).isZero();
    assertThat(Golden.out("stats-A-s-before")).endsWith(traffic.summary());
  }

  private static void count(int times, Runnable event) {
    for (int i = 0; i < times; i++) {
      event.run();
    }
  }
}
