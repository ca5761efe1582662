// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.util.Optional;
import relatd.ctnetlink.ConntrackFilter;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.ExpectMessage;
import relatd.ctnetlink.ExpectWriter;
import relatd.netlink.ErrorMessage;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;

/// The kernel's tables, read in steps: for start and `-R`, after an overrun, in polling mode.
///
/// Each [#step] reads one datagram of some 130 entries, which the kernel puts together during the
/// read: who does not read stops nobody. An entry that came or went meanwhile may be missing or
/// doubled. One dump at a time.
public final class KernelDump implements AutoCloseable {
  private static final Operation CONNTRACKS = Operation.of("get kernel conntrack table");
  private static final Operation EXPECTATIONS = Operation.of("get kernel expect table");

  private final Arena arena = Arena.ofShared();
  private final MessageBuilder builder = new MessageBuilder(arena.allocate(256, 8));
  private final MessageWalker walker = new MessageWalker();
  private final ErrorMessage status = new ErrorMessage();
  private final ConntrackMessage conntrack = new ConntrackMessage();
  private final ExpectMessage expectation = new ExpectMessage();
  private final NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);
  private final DumpReader datagrams;
  private final EventFilter filter;
  private Operation operation = CONNTRACKS;
  private int sequence;
  private boolean running;
  private long entries;
  private long filtered;
  private long malformed;

  /// @param filter dumps are judged as events are, wherever those are filtered
  public KernelDump(EventFilter filter) {
    this(filter, false);
  }

  private KernelDump(EventFilter filter, boolean ahead) {
    this.filter = filter;
    this.datagrams = ahead ? new ReadAhead(socket.fd()) : DumpReader.Direct.of(socket.fd());
  }

  /// One whose steps wait for the kernel, while a second thread reads ahead of them: sooner done,
  /// for who has nothing else to do.
  public static KernelDump readingAhead(EventFilter filter) {
    return new KernelDump(filter, true);
  }

  /// Begins with the conntracks.
  ///
  /// @throws NetlinkException when the kernel refuses
  public void startConntracks() {
    begin(CONNTRACKS);
    new ConntrackWriter(builder).dump(ConntrackFilter.ALL, sequence);
    send();
  }

  /// Begins with the expectations.
  ///
  /// @throws NetlinkException when the kernel refuses
  public void startExpectations() {
    begin(EXPECTATIONS);
    new ExpectWriter(builder).dump(Optional.empty(), sequence);
    send();
  }

  private void begin(Operation what) {
    if (running) {
      throw new IllegalStateException("one dump at a time");
    }
    operation = what;
    sequence = socket.nextSequence();
    builder.reset();
    entries = 0;
    filtered = 0;
    malformed = 0;
  }

  private void send() {
    int sent = socket.send(builder.buffer(), 0, builder.size());
    if (sent < 0) {
      throw new NetlinkException(operation, -sent, "");
    }
    running = true;
  }

  public boolean isRunning() {
    return running;
  }

  /// Reads one datagram.
  ///
  /// @return whether there is more
  /// @throws NetlinkException when the kernel gives up; the dump is over then
  public boolean step(KernelEntries reader) {
    if (!running) {
      return false;
    }
    int received = datagrams.receive();
    if (DumpReader.isTransient(received)) {
      return true;
    }
    if (received < 0) {
      running = false;
      throw new NetlinkException(operation, -received, "");
    }
    walker.wrap(datagrams.buffer(), datagrams.offset(), Math.min(received, DumpReader.LARGEST));
    try {
      while (running && walker.next()) {
        take(reader);
      }
    } catch (MalformedMessage cut) {
      malformed++;
    }
    return running;
  }

  private void take(KernelEntries reader) {
    if (walker.sequence() != sequence) {
      return;
    }
    switch (walker.type()) {
      case Netlink.NLMSG_DONE, Netlink.NLMSG_ERROR -> {
        running = false;
        if (!status.wrap(walker).isSuccess()) {
          throw new NetlinkException(operation, status.errno(), "");
        }
      }
      default -> {
        try {
          hand(reader);
        } catch (MalformedMessage bad) {
          malformed++;
        }
      }
    }
  }

  private void hand(KernelEntries reader) {
    if (walker.subsystem() == Netlink.NFNL_SUBSYS_CTNETLINK) {
      if (filter.admits(conntrack.wrap(walker))) {
        entries++;
        reader.conntrack(conntrack);
      } else {
        filtered++;
      }
    } else if (filter.admits(expectation.wrap(walker))) {
      entries++;
      reader.expectation(expectation);
    } else {
      filtered++;
    }
  }

  /// What a loop waits for; it stays readable until the dump is over.
  public int fd() {
    return socket.fd();
  }

  /// Entries handed on, of this dump or the last.
  public long entries() {
    return entries;
  }

  public long filtered() {
    return filtered;
  }

  public long malformed() {
    return malformed;
  }

  @Override
  public void close() {
    datagrams.close();
    socket.close();
    arena.close();
  }
}
