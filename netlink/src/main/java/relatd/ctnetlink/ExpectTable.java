// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import relatd.conntrack.Expectation;
import relatd.netlink.AnswerHandler;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// The kernel's expectations, one request at a time over a socket of its own. One thread.
///
/// The kernel has done what was asked when a call returns.
public final class ExpectTable implements AutoCloseable {
  private static final int BUFFER = 4_096;
  private static final Operation CREATE =
      Operation.of("create an expectation")
          .cure(Errno.ENOENT, "its master connection is not in the table (any more)")
          .cure(
              Errno.EOPNOTSUPP,
              "the master connection has no helper: a CT rule must attach one (-j CT --helper)"
                  + " before it is confirmed")
          .cure(Errno.EINVAL, "the kernel does not know its class or its NAT function")
          .cure(Errno.EMFILE, "nf_conntrack_expect_max is reached");
  private static final Operation UPDATE = Operation.of("set an expectation's timeout");
  private static final Operation DELETE = Operation.of("delete an expectation");
  private static final Operation DUMP = Operation.of("read the expectations");

  private final NetlinkSocket socket;
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(BUFFER, 8));
  private final ExpectWriter writer = new ExpectWriter(builder);
  private final ExpectMessage message = new ExpectMessage();

  private ExpectTable(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// @throws NetlinkException when the kernel refuses the socket
  public static ExpectTable open() {
    return new ExpectTable(NetlinkSocket.open(Netlink.NETLINK_NETFILTER));
  }

  /// Creates an expectation, never changing one that exists. It lives as long as its class's policy
  /// says.
  ///
  /// @throws NetlinkException EEXIST, EBUSY, EALREADY: the like is expected already
  public void create(Expectation expectation) {
    builder.reset();
    writer.create(expectation, socket.nextSequence(), 0);
    socket.transact(CREATE, builder, AnswerHandler.NONE);
  }

  /// As [#create], naming the helper of the connection to come: kernels before the spring of 2026
  /// attach it.
  public void create(Expectation expectation, String helperOfExpected) {
    builder.reset();
    writer.create(expectation, helperOfExpected, socket.nextSequence(), 0);
    socket.transact(CREATE, builder, AnswerHandler.NONE);
  }

  /// Sets the seconds that an expectation still has.
  public void updateTimeout(Expectation expectation, int seconds) {
    builder.reset();
    writer.updateTimeout(expectation, seconds, socket.nextSequence(), 0);
    socket.transact(UPDATE, builder, AnswerHandler.NONE);
  }

  public void delete(Expectation expectation) {
    builder.reset();
    writer.delete(
        expectation.tuple(), expectation.zone(), OptionalInt.empty(), socket.nextSequence(), 0);
    socket.transact(DELETE, builder, AnswerHandler.NONE);
  }

  /// Shows every expectation to a reader, in the kernel's order.
  public void forEach(Consumer<Expectation> reader) {
    builder.reset();
    writer.dump(Optional.empty(), socket.nextSequence());
    socket.dump(DUMP, builder, answer -> reader.accept(message.wrap(answer).toExpectation()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
