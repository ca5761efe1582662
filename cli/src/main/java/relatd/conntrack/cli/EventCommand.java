// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.lang.foreign.Arena;
import java.time.Instant;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.posix.Errno;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// `-E`: shows events until a signal comes. Many are read at once; what was printed is flushed
/// before the next wait.
final class EventCommand {
  private static final int SLOTS = 32;
  private static final int SLOT_BYTES = 8_192;
  private static final String OVERRUN =
      """
      WARNING: We have hit ENOBUFS! We are losing events.
      This message means that the current netlink socket buffer size is too small.
      Please, check --buffer-size in conntrack(8) manpage.
      """;

  private final CommandLine line;
  private final Surroundings surroundings;
  private final Report report;
  private final EventStop stop;
  private final Origins origins;

  EventCommand(CommandLine line, Surroundings surroundings, Report report, EventStop stop) {
    this.line = line;
    this.surroundings = surroundings;
    this.report = report;
    this.stop = stop;
    this.origins = new Origins(surroundings.proc());
  }

  /// Takes one event message.
  private interface Reader {
    void read(MessageWalker message, Instant now);
  }

  /// @return the exit status
  int run() {
    boolean expect = line.table == Table.EXPECT;
    try (NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER)) {
      if (!join(socket, expect)) {
        return 1;
      }
      if (line.has(Option.BUFFER_SIZE)) {
        resize(socket);
      }
      stop.ready();
      int count = expect ? expectations(socket) : conntracks(socket);
      report.out().flush();
      report.say(count + (expect ? " expectation events" : " flow events") + " have been shown.");
      return 0;
    }
  }

  private boolean join(NetlinkSocket socket, boolean expect) {
    EventGroups groups = line.events == null ? EventGroups.ALL : line.events;
    int first = expect ? Netlink.NFNLGRP_CONNTRACK_EXP_NEW : Netlink.NFNLGRP_CONNTRACK_NEW;
    try {
      if (groups.created()) {
        socket.join(first);
      }
      if (groups.updated()) {
        socket.join(first + 1);
      }
      if (groups.destroyed()) {
        socket.join(first + 2);
      }
      return true;
    } catch (NetlinkException refusal) {
      report.err().println("mnl_socket_bind: " + Errno.text(refusal.errno()));
      report.say("Can't open netlink socket");
      return false;
    }
  }

  /// The size that the kernel reports is twice what was asked for.
  private void resize(NetlinkSocket socket) {
    int granted = socket.options().receiveBuffer(line.bufferSize) * 2;
    report
        .err()
        .println("NOTICE: Netlink socket buffer size has been set to " + granted + " bytes.");
  }

  private int conntracks(NetlinkSocket socket) {
    Selection selection = Selection.of(line, surroundings.clock().instant());
    ConntrackMessage message = new ConntrackMessage();
    try (EntryOutput<Conntrack> output = EntryOutput.ofConntracks(line, report)) {
      loop(
          socket,
          (walker, now) -> {
            if (selection.matches(message.wrap(walker))) {
              output.event(
                  message.event(), message.toConntrack(), origins.of(message.portId()), now);
            }
          });
      return output.count();
    }
  }

  private int expectations(NetlinkSocket socket) {
    ExpectSelection selection = new ExpectSelection(line);
    ExpectMessage message = new ExpectMessage();
    try (EntryOutput<Expectation> output = EntryOutput.ofExpectations(line, report)) {
      loop(
          socket,
          (walker, now) -> {
            if (selection.matches(message.wrap(walker))) {
              output.event(
                  message.event(), message.toExpectation(), origins.of(message.portId()), now);
            }
          });
      return output.count();
    }
  }

  private void loop(NetlinkSocket socket, Reader reader) {
    try (Arena arena = Arena.ofConfined()) {
      MessageBatch batch = new MessageBatch(arena, SLOTS, SLOT_BYTES);
      MessageWalker walker = new MessageWalker();
      while (!stop.isAsked() && stop.await(socket.fd())) {
        int received = batch.receive(socket.fd(), Sockets.MSG_DONTWAIT);
        if (received < 0) {
          complain(-received);
          continue;
        }
        Instant now = surroundings.clock().instant();
        for (int slot = 0; slot < received; slot++) {
          walker.wrap(batch.buffer(), batch.offset(slot), batch.length(slot));
          while (walker.next()) {
            reader.read(walker, now);
          }
        }
        report.out().flush();
        if (report.out().checkError()) {
          return;
        }
      }
    }
  }

  private void complain(int errno) {
    if (errno == Errno.ENOBUFS.number()) {
      report.err().print(OVERRUN);
      report.err().flush();
    } else if (errno != Errno.EAGAIN.number() && errno != Errno.EINTR.number()) {
      throw new SystemException("read events", errno);
    }
  }
}
