// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Options;
import relatd.helper.dispatch.Dispatcher.Verdict;

/// Whatever a helper does, packets pass.
class FaultsTest {
  private final Lab lab = new Lab(100);

  @Test
  void aHelperThatFailsIsCountedNamedOnceAndLeftAlone() {
    Flow flow = open(1);
    assertThat(lab.client(flow, 0, "X\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.client(flow, 2, "X\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.log).containsExactly("fault as asked for");
    assertThat(lab.counter("faults")).isEqualTo(1);
    assertThat(flow.isOpaque()).isTrue();
  }

  @Test
  void aHelperThatFailsFiftyTimesIsTakenOutOfService() {
    for (int i = 1; i <= 50; i++) {
      lab.client(open(i), 0, "X\n");
    }
    assertThat(lab.log).hasSize(51).endsWith("disabled toy");
    Flow next = open(51);
    assertThat(next.isOpaque()).isTrue();
    assertThat(lab.client(next, 0, "X\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.counter("faults")).isEqualTo(50);
  }

  @Test
  void aHelperThatCannotEvenBeginIsAFaultToo() {
    Options failing = new Options(1_024, false, List.of(), Map.of("FailToOpen", "on"));
    Flow flow = lab.open(Lab.plain(), failing, true);
    lab.shake(flow);
    assertThat(lab.client(flow, 0, "R\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.log).containsExactly("fault as asked for");
  }

  @Test
  void whatWasRewrittenBeforeTheFaultStaysRewritten() {
    Flow flow = lab.open(Lab.sourceNat("10.9.9.99"));
    lab.shake(flow);
    lab.client(flow, 0, "L 10.0.0.22 5000\n");
    assertThat(lab.client(flow, 17, "X\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.client(flow, 0, "L 10.0.0.22 5000\nX\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(lab.lastId())).isEqualTo("L 10.9.9.99 5000\nX\n");
  }

  @Test
  void aConnectionThatWasExpectedIsNotRead() {
    Tuple tuple = Lab.plain().original();
    Connection expected =
        new Connection(tuple, tuple.inverse(), 0, Status.CONFIRMED | Status.EXPECTED, 0);
    Flow flow = lab.open(expected);
    assertThat(lab.client(flow, 0, "X\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.counter("expected-flows")).isEqualTo(1);
    assertThat(lab.log).isEmpty();
  }

  private Flow open(int port) {
    Endpoint client = new Endpoint(Lab.CLIENT.address(), 40_000 + port);
    Flow flow = lab.open(Connection.of(Tuple.tcp(client, Lab.SERVER)));
    lab.shake(flow);
    return flow;
  }
}
