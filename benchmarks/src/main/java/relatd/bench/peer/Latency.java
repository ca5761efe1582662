// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import relatd.conntrack.Timestamps;
import relatd.ctnetlink.ConntrackTable;

/// H: how long after a connection has appeared in the first firewall's kernel it is in the second
/// one's, with direct injection.
///
/// By the kernel's own clock (`nf_conntrack_timestamp`): a program that watched would need one of
/// the processors, and its time to get one back would be measured, too.
///
/// @param load connections a second that appear besides
record Latency(int load, int probes) implements Scenario {
  private static final int FIRST_PROBE = 100_000_000;

  @Override
  public String name() {
    return load == 0
        ? "H latency, at rest"
        : "H latency, %d thousand a second".formatted(load / 1000);
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Cluster cluster = new Cluster(product, Settings.WIDE.direct());
        Load prober = new Load(cluster.namespace(1))) {
      cluster.stampConnections();
      cluster.startBoth();
      int seconds = probes / 100 + 1;
      Future<Boolean> busy = load == 0 ? null : cluster.load.pace(0, load * seconds, load);
      Thread.sleep(300);
      for (int probe = 0; probe < probes; probe++) {
        prober.make(FIRST_PROBE + probe, 1);
        TimeUnit.MILLISECONDS.sleep(8);
      }
      if (busy != null) {
        busy.get();
      }
      cluster.nodes[2].awaitRest();
      long[] micros = micros(births(cluster, 1), births(cluster, 2));
      outcome.add(Row.shown(name(), "missing", ""), product, probes - micros.length);
      outcome.add(Row.less(name(), "p50", "us", 1), product, micros[micros.length / 2]);
      outcome.add(Row.less(name(), "p99", "us", 1), product, micros[(int) (micros.length * 0.99)]);
    }
  }

  /// Of those that have arrived, sorted.
  private long[] micros(long[] there, long[] here) {
    return LongStream.range(0, probes)
        .filter(probe -> here[(int) probe] != 0)
        .map(probe -> (here[(int) probe] - there[(int) probe]) / 1000)
        .sorted()
        .toArray();
  }

  /// When each probe appeared in a node's kernel, in nanoseconds since 1970; 0 for never.
  private long[] births(Cluster cluster, int node) throws Exception {
    long[] births = new long[probes];
    try (InNamespace inside = new InNamespace(cluster.namespace(node))) {
      inside.call(() -> {
        try (ConntrackTable table = ConntrackTable.open()) {
          table.forEach(entry -> {
            int probe = Load.number(entry.original()) - FIRST_PROBE;
            if (probe >= 0 && probe < probes) {
              births[probe] = entry.timestamps().map(Timestamps::start).orElseThrow().orElseThrow();
            }
          });
        }
        return true;
      });
    }
    return births;
  }
}
