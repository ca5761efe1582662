// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Tuple;
import relatd.netlink.AnswerHandler;
import relatd.netlink.Attributes;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// The kernel's conntracks, one request at a time over a socket of its own. One thread.
public final class ConntrackTable implements AutoCloseable {
  private static final int BUFFER = 4_096;
  private static final int STATS_GLOBAL_ENTRIES = 1; // CTA_STATS_GLOBAL_ENTRIES
  private static final Operation GET = Operation.of("read a conntrack");
  private static final Operation CREATE = Operation.of("create a conntrack");
  private static final Operation DUMP = Operation.of("read the conntracks");
  private static final Operation DELETE = Operation.of("delete a conntrack");

  private final NetlinkSocket socket;
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(BUFFER, 8));
  private final ConntrackWriter writer = new ConntrackWriter(builder);
  private final ConntrackMessage message = new ConntrackMessage();

  private ConntrackTable(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// @throws NetlinkException when the kernel refuses the socket
  public static ConntrackTable open() {
    return new ConntrackTable(NetlinkSocket.open(Netlink.NETLINK_NETFILTER));
  }

  /// Creates an entry; refused with EEXIST where there is one.
  public void create(Conntrack entry) {
    builder.reset();
    writer.create(entry, TakeOver.STRICT, socket.nextSequence(), Netlink.NLM_F_EXCL);
    socket.transact(CREATE, builder, AnswerHandler.NONE);
  }

  /// The conntrack that one of its two tuples names, in the default zone.
  public Optional<Conntrack> get(Tuple tuple) {
    builder.reset();
    writer.get(tuple, OptionalInt.empty(), socket.nextSequence());
    Conntrack[] found = new Conntrack[1];
    try {
      socket.transact(GET, builder, answer -> found[0] = message.wrap(answer).toConntrack());
    } catch (NetlinkException refusal) {
      if (refusal.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw refusal;
    }
    return Optional.ofNullable(found[0]);
  }

  /// The attributes of a conntrack as the kernel writes them: a queued packet carries the same ones
  /// (`NFQA_CT`).
  ///
  /// @throws NetlinkException when there is none
  public byte[] image(Tuple original) {
    builder.reset();
    writer.get(original, OptionalInt.empty(), socket.nextSequence());
    byte[][] image = new byte[1][];
    socket.transact(
        GET,
        builder,
        answer ->
            image[0] =
                answer
                    .buffer()
                    .asSlice(
                        answer.offset() + MessageWalker.NFNETLINK_HEADER,
                        answer.length() - MessageWalker.NFNETLINK_HEADER)
                    .toArray(ValueLayout.JAVA_BYTE));
    return image[0];
  }

  /// Shows every conntrack to a reader, in the kernel's order; one that came or went meanwhile may
  /// be missing or doubled.
  public void forEach(Consumer<Conntrack> reader) {
    builder.reset();
    writer.dump(ConntrackFilter.ALL, socket.nextSequence());
    socket.dump(DUMP, builder, answer -> reader.accept(message.wrap(answer).toConntrack()));
  }

  /// Reads the kernel's count of conntracks: proves that ctnetlink answers, without reading the
  /// table.
  public int count() {
    builder.reset();
    writer.statistics(socket.nextSequence());
    int[] count = new int[1];
    socket.transact(
        DUMP,
        builder,
        answer -> {
          Attributes attributes = answer.attributes(new Attributes());
          while (attributes.next()) {
            if (attributes.type() == STATS_GLOBAL_ENTRIES) {
              count[0] = attributes.u32();
            }
          }
        });
    return count[0];
  }

  /// Deletes a conntrack by its original tuple, and with it what it expects.
  public void delete(Tuple original) {
    builder.reset();
    writer.delete(original, OptionalInt.empty(), OptionalInt.empty(), socket.nextSequence(), 0);
    socket.transact(DELETE, builder, AnswerHandler.NONE);
  }

  @Override
  public void close() {
    socket.close();
  }
}
