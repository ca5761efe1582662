// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import relatd.conf.NetlinkBuffer;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.kernel.EventFilter;
import relatd.sync.kernel.EventOptions;
import relatd.sync.kernel.EventReader;
import relatd.sync.kernel.EventSocket;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.Origin;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.SilentLog;

/// H: how long after a connection has appeared in the first firewall's kernel it is in the second
/// one's, with direct injection.
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
        Load prober = new Load(cluster.namespace(1));
        InNamespace other = new InNamespace(cluster.namespace(2))) {
      cluster.startBoth();
      if (load == 0) {
        cluster.nodes[1].awaitRest();
        cluster.nodes[2].awaitRest();
      }
      Watch watch = new Watch(probes);
      Future<Boolean> watching = other.start(watch::run);
      int seconds = probes / 100 + 1;
      Future<Boolean> busy = load == 0 ? null : cluster.load.pace(0, load * seconds, load);
      Thread.sleep(300);
      for (int probe = 0; probe < probes; probe++) {
        watch.sent[probe] = System.nanoTime();
        prober.make(FIRST_PROBE + probe, 1);
        TimeUnit.MILLISECONDS.sleep(8);
      }
      if (busy != null) {
        busy.get();
      }
      Thread.sleep(500);
      watch.over = true;
      watching.get();
      long[] micros = watch.micros();
      outcome.add(Row.less(name(), "p50", "us", 1), product, micros[micros.length / 2]);
      outcome.add(Row.less(name(), "p99", "us", 1), product, micros[(int) (micros.length * 0.99)]);
    }
  }

  /// Notes when probes arrive in a kernel's table.
  private static final class Watch implements KernelEvents {
    final long[] sent;
    private final long[] arrived;
    volatile boolean over;

    Watch(int probes) {
      sent = new long[probes];
      arrived = new long[probes];
    }

    boolean run() {
      NetlinkBuffer buffer = new NetlinkBuffer(1 << 28, 1 << 28, 0, false, 1000);
      try (EventSocket socket =
              EventSocket.open(
                  new EventOptions(buffer, false, 0), Optional.empty(), SilentLog.INSTANCE);
          EventReader reader = new EventReader(socket, new Origins(), EventFilter.ALL, this)) {
        while (!over) {
          if (reader.read() == 0) {
            Thread.onSpinWait();
          }
        }
      }
      return true;
    }

    @Override
    public void conntrack(ConntrackMessage event, Origin origin) {
      int probe =
          (int) (event.original().sourceLow() - Load.tuple(FIRST_PROBE).source().low() & 0xffff)
                  * 32768
              + event.original().sourcePort()
              - Load.tuple(FIRST_PROBE).sourcePort();
      if (probe >= 0 && probe < arrived.length && arrived[probe] == 0) {
        arrived[probe] = System.nanoTime();
      }
    }

    @Override
    public void expectation(ExpectMessage event, Origin origin) {}

    @Override
    public void resyncNeeded() {}

    long[] micros() {
      long[] all = new long[sent.length];
      int count = 0;
      for (int i = 0; i < sent.length; i++) {
        if (arrived[i] != 0) {
          all[count++] = (arrived[i] - sent[i]) / 1000;
        }
      }
      long[] known = Arrays.copyOf(all, count);
      Arrays.sort(known);
      return known;
    }
  }
}
