// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.posix.PageMemory;
import relatd.sync.cache.CacheLimits;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origin;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.mode.FtFw;
import relatd.sync.mode.FtFwOptions;
import relatd.sync.mode.ModeOutput;
import relatd.sync.mode.Reception;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireCounters;
import relatd.sync.wire.WireOptions;

/// Two FT-FW nodes without kernel and network: what the first one's kernel would tell of so many
/// established TCP connections goes in, datagrams go from writer to reader, acknowledgements back.
/// Messages lie one behind the other as in the buffer of a read; the connections that follow each
/// other are strangers, so that the tables' memory is met at random.
public final class Replication implements AutoCloseable {
  private static final int MESSAGE = 512;
  private static final long SEED = 31;

  private final Arena arena = Arena.ofShared();
  private final int flows;
  private final MemorySegment events;
  private final int[] lengths;
  private final MessageWalker walker = new MessageWalker();
  private final ConntrackMessage event = new ConntrackMessage();
  private final KernelLookup lookup = new KernelLookup();
  private final Node primary;
  private final Node backup;
  private final KernelIntake intake;
  private boolean delivers = true;
  private int next;

  private final class Node {
    final SyncCaches caches = SyncCaches.create(new CacheLimits(flows, 2 * flows, SEED), () -> 0);
    final SyncWriter writer = new SyncWriter(arena.allocate(1 << 16), 1472, 64);
    final FtFw mode;
    Reception reception;

    Node(int first) {
      mode =
          new FtFw(
              caches.internalConntracks(),
              caches.internalExpectations(),
              writer,
              new ModeOutput() {
                @Override
                public void send(SyncWriter batch) {
                  deliver(Node.this, batch);
                }

                @Override
                public void resyncRequested() {}
              },
              FtFwOptions.DEFAULT,
              first,
              0);
      reception = new Reception(mode, new ExternalTables(caches), new WireCounters());
    }
  }

  public Replication(int flows, Family family) {
    this.flows = flows;
    this.events = PageMemory.map(arena, (long) flows * MESSAGE);
    this.lengths = new int[flows];
    this.primary = new Node(1);
    this.backup = new Node(1);
    this.intake =
        new KernelIntake(
            primary.caches,
            primary.mode,
            WireOptions.DEFAULT,
            lookup,
            new TrafficCounters(),
            () -> {});
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, flows).boxed().toList());
    Collections.shuffle(numbers, new Random(SEED));
    for (int i = 0; i < flows; i++) {
      write(i, Flow.established(family, numbers.get(i)));
    }
  }

  private void write(int number, Conntrack entry) {
    MessageBuilder to = new MessageBuilder(events.asSlice((long) number * MESSAGE, MESSAGE));
    Flow.update(to, entry);
    lengths[number] = (int) to.size();
  }

  /// Tells of every connection once, until both nodes know all of them.
  public void fill() {
    for (int i = 0; i < flows; i++) {
      tell(i);
      if (i % 100 == 0) {
        turn();
      }
    }
    for (int i = 0; i < 1000; i++) {
      turn();
    }
    if (backup.caches.externalConntracks().size() != flows) {
      throw new IllegalStateException(
          "the backup knows " + backup.caches.externalConntracks().size() + " of " + flows);
    }
  }

  /// The kernel's message about one of them, as it would lie in the buffer of a read.
  public ConntrackMessage read() {
    return read(following());
  }

  private int following() {
    next = next + 1 == flows ? 0 : next + 1;
    return next;
  }

  private ConntrackMessage read(int number) {
    walker.wrap(events, (long) number * MESSAGE, lengths[number]);
    walker.next();
    return event.wrap(walker);
  }

  /// An event of one of them, into the cache and the queue.
  public void tell() {
    tell(following());
  }

  private void tell(int number) {
    intake.conntrack(read(number), Origin.OTHER);
  }

  /// What waits is sent and acknowledged.
  public void turn() {
    primary.mode.transmit(0);
    backup.mode.transmit(0);
  }

  private void deliver(Node from, SyncWriter batch) {
    Node to = from == primary ? backup : primary;
    for (int i = 0; i < batch.datagrams(); i++) {
      to.reception.datagram(batch.buffer(), batch.offset(i), batch.length(i));
    }
  }

  @Override
  public void close() {
    lookup.close();
    primary.caches.close();
    backup.caches.close();
    arena.close();
  }
}
