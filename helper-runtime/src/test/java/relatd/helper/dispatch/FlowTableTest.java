// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.dispatch.Dispatcher.Verdict;

class FlowTableTest {
  private final List<Flow> evicted = new ArrayList<>();
  private final FlowTable table = new FlowTable(3, evicted::add);

  @Test
  void theLeastRecentlyUsedFlowLeaves() {
    Flow one = add(1);
    Flow two = add(2);
    Flow three = add(3);
    assertThat(table.find(key(1)).flow()).isSameAs(one);
    table.peek(key(2));
    add(4);
    assertThat(evicted).containsExactly(two);
    assertThat(table.find(key(2))).isNull();
    add(5);
    assertThat(evicted).containsExactly(two, three);
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void bothTuplesLeadToTheFlowAndSayTheDirection() {
    Flow flow = add(1);
    FlowKey reply = new FlowKey().set(flow.connection().reply(), 0);
    table.bind(reply, flow, Direction.REPLY);
    assertThat(table.find(key(1)).direction()).isEqualTo(Direction.ORIGINAL);
    assertThat(table.find(reply).direction()).isEqualTo(Direction.REPLY);
    table.remove(flow);
    assertThat(table.find(reply)).isNull();
    assertThat(table.find(key(1))).isNull();
    assertThat(table.size()).isZero();
  }

  @Test
  void aTupleThatIsBoundAgainStaysWithItsNewFlow() {
    Flow old = add(1);
    Flow young = table.add(old.connection(), old.attached());
    table.bind(key(1), young, Direction.ORIGINAL);
    table.remove(old);
    assertThat(table.find(key(1)).flow()).isSameAs(young);
    table.bind(key(1), young, Direction.REPLY);
    table.remove(young);
    assertThat(table.find(key(1))).isNull();
  }

  @Test
  void anEvictedFlowMayBeRemovedAgainWithoutHarm() {
    Flow one = add(1);
    add(2);
    add(3);
    add(4);
    table.remove(one);
    assertThat(table.size()).isEqualTo(3);
    add(5);
    add(6);
    add(7);
    assertThat(evicted).hasSize(4);
    List<Flow> left = new ArrayList<>();
    table.forEach(left::add);
    assertThat(left).hasSize(3);
  }

  @Test
  void evictionSetsHeldPacketsFreeAndTheFlowIsNotReadAnyMore() {
    Lab lab = new Lab(1);
    Flow flow = lab.open(Lab.sourceNat("10.9.9.99"));
    lab.shake(flow);
    lab.client(flow, 0, "L 10.0.");
    int held = lab.lastId();
    lab.open(Lab.plain());
    assertThat(lab.verdicts.get(held)).isEqualTo("ACCEPT");
    assertThat(lab.counter("evicted-flows")).isEqualTo(1);
    assertThat(lab.client(flow, 7, "0.22 5000\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.table).isEmpty();
    lab.dispatcher.close(flow);
    assertThat(lab.dispatcher.flows().size()).isEqualTo(1);
  }

  @Test
  void zonesKeepEqualTuplesApart() {
    Flow flow = add(1);
    assertThat(table.find(new FlowKey().set(flow.connection().original(), 1))).isNull();
  }

  private Flow add(int port) {
    Flow flow = table.add(Connection.of(tuple(port)), ConfiguredHelper.of(new ToyHelper()));
    table.bind(key(port), flow, Direction.ORIGINAL);
    return flow;
  }

  private static FlowKey key(int port) {
    return new FlowKey().set(tuple(port), 0);
  }

  private static Tuple tuple(int port) {
    return Tuple.tcp(new Endpoint(Lab.CLIENT.address(), port), Lab.SERVER);
  }
}
