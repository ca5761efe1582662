// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.engine.Replication;

/// An event of a known connection, on its way into the cache of its node and of the peer, without
/// system calls. (Not final: JMH extends it.)
@State(Scope.Thread)
public class KernelEvents {
  /// Events of one turn of the loop.
  static final int TURN = 50;

  @Param public Family family;

  @Param({"1000", "300000"})
  public int flows;

  private Replication nodes;

  public KernelEvents() {}

  @Setup
  public void begin() {
    nodes = new Replication(flows, family);
    nodes.fill();
  }

  @Benchmark
  public ConntrackMessage read() {
    return nodes.read();
  }

  @Benchmark
  public void replicate() {
    for (int i = 0; i < TURN; i++) {
      nodes.tell();
    }
    nodes.turn();
  }

  @TearDown
  public void end() {
    nodes.close();
  }
}
