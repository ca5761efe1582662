// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.sync.kernel.Commit;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.EventFilter;
import relatd.sync.kernel.KernelFlush;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.RecordEntries;
import relatd.sync.kernel.SilentLog;

/// Established TCP connections that appear in a firewall's kernel: one NEW event each.
final class Load implements AutoCloseable {
  private static final int CLIENTS = 0x0a00_0000;
  private static final int PORTS = 32768;
  private static final int TIMEOUT = 36000;
  private static final int ESTABLISHED = 3;
  private static final long STEP = 1_000_000;
  private static final Endpoint SERVER = new Endpoint(Address.of("192.0.2.1"), 443);

  private final InNamespace firewall;
  private Commit maker;

  Load(String namespace) throws Exception {
    firewall = new InNamespace(namespace);
  }

  static Tuple tuple(int number) {
    return Tuple.tcp(
        new Endpoint(Address.ofInet(CLIENTS + number / PORTS), 1024 + number % PORTS), SERVER);
  }

  /// The number that [#tuple] has made this of.
  static int number(Tuple tuple) {
    return ((int) tuple.source().low() - CLIENTS) * PORTS + tuple.sourcePort() - 1024;
  }

  private static Conntrack connection(int number) {
    Tuple tuple = tuple(number);
    return Conntrack.of(tuple, tuple.inverse())
        .status(Status.SEEN_REPLY | Status.ASSURED | Status.CONFIRMED)
        .timeout(TIMEOUT)
        .protocolInfo(
            new ProtocolInfo.Tcp(
                ESTABLISHED,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty()))
        .build();
  }

  /// Makes connections as fast as the kernel takes them.
  void make(int first, int count) throws Exception {
    firewall.call(() -> put(first, count));
  }

  /// Makes connections at a rate.
  ///
  /// @param perSecond connections
  Future<Boolean> pace(int first, int count, int perSecond) {
    return firewall.start(() -> {
      long begin = System.nanoTime();
      int made = 0;
      while (made < count) {
        long due = (System.nanoTime() - begin) * perSecond / 1_000_000_000L;
        int now = (int) Math.min(count, due) - made;
        if (now > 0) {
          put(first + made, now);
          made += now;
        }
        LockSupport.parkNanos(200_000);
      }
      return true;
    });
  }

  /// In the firewall's thread.
  private boolean put(int first, int count) {
    if (maker == null) {
      maker =
          new Commit(
              new CommitOptions(OptionalInt.empty(), true), new Origins(), SilentLog.INSTANCE);
    }
    Iterable<Conntrack> connections = () -> generate(first, count, Load::connection);
    try (RecordEntries<Conntrack> entries = RecordEntries.ofConntracks(connections)) {
      maker.start(Commit.Scope.CONNTRACKS, Optional.of(entries), Optional.empty());
      while (maker.step(STEP)) {}
    }
    return true;
  }

  private static Iterator<Conntrack> generate(int first, int count, IntFunction<Conntrack> entry) {
    return IntStream.range(first, first + count).mapToObj(entry).iterator();
  }

  /// Ends all connections.
  void flush() throws Exception {
    firewall.call(() -> {
      try (KernelFlush flush = new KernelFlush(EventFilter.ALL, new Origins())) {
        flush.flushConntracks();
      }
      return true;
    });
  }

  @Override
  public void close() {
    firewall.start(() -> {
      if (maker != null) {
        maker.close();
      }
      return true;
    });
    firewall.close();
  }
}
