// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.TakeOver;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// Conntracks on their way into the kernel as their records say, many in one send: those of which a
/// commit's images do not hold everything.
///
/// As with a commit, an entry takes the place of the one that is there, and packets outside of the
/// old machine's windows pass.
final class RecordBatch implements AutoCloseable {
  /// Each entry needs up to two requests; one that is refused 832 bytes of receive buffer.
  private static final int ENTRIES = 64;

  private static final int RECEIVE_BUFFER = 1 << 18;
  private static final int BUFFER = 256 * 1024;
  private static final Operation CREATE = Operation.of("create conntracks");

  private record Waiting(Conntrack entry, int line) {}

  private final NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(BUFFER, 8));
  private final ConntrackWriter writer = new ConntrackWriter(builder);
  private final KernelTarget.Complaints complaints;
  private final List<Waiting> waiting = new ArrayList<>();
  private long created;
  private long refused;

  RecordBatch(KernelTarget.Complaints complaints) {
    this.complaints = complaints;
    socket.options().receiveBuffer(RECEIVE_BUFFER);
  }

  /// Sends what has come together when it is enough.
  void add(Conntrack entry, int line) {
    waiting.add(new Waiting(entry, line));
    if (waiting.size() == ENTRIES) {
      send();
    }
  }

  void send() {
    List<Waiting> present = new ArrayList<>();
    send(waiting, false, present);
    send(present, true, List.of());
    waiting.clear();
  }

  /// @param replaces whether what is there goes first
  /// @param present gets those that are there, when they are not replaced
  private void send(List<Waiting> entries, boolean replaces, List<Waiting> present) {
    if (entries.isEmpty()) {
      return;
    }
    int[] errors = new int[entries.size()];
    int[] sequences = new int[entries.size()];
    builder.reset();
    for (int i = 0; i < sequences.length; i++) {
      Conntrack entry = entries.get(i).entry();
      if (replaces) {
        writer.delete(
            entry.original(), entry.zone(), OptionalInt.empty(), socket.nextSequence(), 0);
      }
      sequences[i] = socket.nextSequence();
      writer.create(entry, TakeOver.LIBERAL, sequences[i], 0);
    }
    try {
      socket.batch(
          CREATE,
          builder,
          (sequence, errno) -> {
            int place = Arrays.binarySearch(sequences, sequence);
            if (place >= 0) {
              errors[place] = errno;
            }
          });
    } catch (NetlinkException unsent) {
      Arrays.fill(errors, unsent.errno());
    }
    for (int i = 0; i < errors.length; i++) {
      settle(entries.get(i), errors[i], replaces, present);
    }
  }

  private void settle(Waiting one, int errno, boolean replaces, List<Waiting> present) {
    if (errno == 0) {
      created++;
    } else if (errno == Errno.EEXIST.number() && !replaces) {
      present.add(one);
    } else {
      refuse(one, new NetlinkException(CREATE, errno, "").getMessage());
    }
  }

  private void refuse(Waiting one, String why) {
    refused++;
    complaints.say(one.line(), why);
  }

  long created() {
    return created;
  }

  long refused() {
    return refused;
  }

  @Override
  public void close() {
    socket.close();
  }
}
