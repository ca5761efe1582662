// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.ctnetlink.Cta.*;

import java.util.function.LongSupplier;
import relatd.ctnetlink.ConntrackFilter;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.ExpectWriter;
import relatd.netlink.Attributes;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkFlags;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// Empties the kernel's tables.
///
/// Entry by entry, those that the filter lets through, in steps that keep the loop free; or at a
/// stroke, which is faster but asks no filter, and holds the caller up for as long as it takes (a
/// second for a million entries).
public final class KernelFlush implements AutoCloseable {
  private static final int NESTED = 0x8000;
  private static final int REQUESTS = 256;
  private static final int LONGEST = 128;
  private static final Operation CONNTRACKS = Operation.of("flush the conntracks");
  private static final Operation EXPECTATIONS = Operation.of("flush the expectations");

  private final Attributes tuple = new Attributes();
  private final RequestBatch requests = new RequestBatch(REQUESTS, REQUESTS * LONGEST);
  private final KernelDump dump;
  private final LongSupplier nanos;
  private long deleted;
  private long failed;

  /// Opens its sockets and tells the origins of them.
  public KernelFlush(EventFilter filter, Origins origins) {
    this(filter, origins, System::nanoTime);
  }

  KernelFlush(EventFilter filter, Origins origins, LongSupplier nanos) {
    this.dump = new KernelDump(filter);
    this.nanos = nanos;
    origins.register(requests.portId(), Origin.FLUSH);
  }

  /// Begins to delete the conntracks that the filter lets through. One flush at a time.
  public void start() {
    deleted = 0;
    failed = 0;
    requests.reset();
    dump.startConntracks();
  }

  public boolean isRunning() {
    return dump.isRunning();
  }

  /// Goes on for about so long; false when all are deleted.
  ///
  /// @throws NetlinkException when the kernel does not show its table
  public boolean step(long budgetNanos) {
    long end = nanos.getAsLong() + budgetNanos;
    boolean more = true;
    while (more && nanos.getAsLong() - end < 0) {
      more = dump.step(this::delete);
      send();
    }
    return more;
  }

  /// The id makes sure that it is this entry and not another that has taken its place.
  private void delete(ConntrackMessage entry) {
    if (!requests.hasRoom(1, LONGEST)) {
      send();
    }
    MessageBuilder to = requests.builder();
    to.begin(
        Netlink.type(Netlink.NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE),
        NetlinkFlags.NLM_F_REQUEST,
        requests.next(),
        entry.family().number(),
        0);
    entry.seek(CTA_TUPLE_ORIG, tuple);
    to.putBytes(CTA_TUPLE_ORIG | NESTED, tuple.buffer(), tuple.offset(), tuple.length());
    if (entry.zone() != 0) {
      to.putU16(CTA_ZONE, entry.zone());
    }
    to.putU32(CTA_ID, entry.id()).end();
  }

  /// An entry that is gone already is as good as deleted.
  private void send() {
    requests.send();
    for (int i = 0; i < requests.count(); i++) {
      int errno = requests.errno(requests.first() + i);
      if (errno == 0) {
        deleted++;
      } else if (errno != Errno.ENOENT.number()) {
        failed++;
      }
    }
    requests.reset();
  }

  /// Deletes every conntrack of every zone at a stroke, and with them all expectations.
  ///
  /// @throws NetlinkException when the kernel refuses
  public void flushConntracks() {
    requests.reset();
    new ConntrackWriter(requests.builder()).flush(ConntrackFilter.ALL, requests.next(), 0);
    sendOne(CONNTRACKS);
  }

  /// Deletes every expectation at a stroke.
  ///
  /// @throws NetlinkException when the kernel refuses
  public void flushExpectations() {
    requests.reset();
    new ExpectWriter(requests.builder()).flush(requests.next(), 0);
    sendOne(EXPECTATIONS);
  }

  private void sendOne(Operation operation) {
    requests.send();
    int errno = requests.errno(requests.first());
    requests.reset();
    if (errno != 0) {
      throw new NetlinkException(operation, errno, "");
    }
  }

  /// Of this flush or the last.
  public long deleted() {
    return deleted;
  }

  public long failed() {
    return failed;
  }

  @Override
  public void close() {
    dump.close();
    requests.close();
  }
}
