// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.Arena;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Connection;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.TcpState;
import relatd.ctnetlink.ConntrackWriter;
import relatd.ctnetlink.ExpectTable;
import relatd.ctnetlink.TakeOver;
import relatd.helper.dispatch.Expectations;
import relatd.netlink.AnswerHandler;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;
import relatd.posix.Posix;

/// Expectations of one connection in a real kernel: in a network namespace that the opening thread
/// moves to and that ends with it, below a conntrack made for it.
public final class KernelConversation implements Expectations, AutoCloseable {
  private final KernelExpectations expectations;
  private Expectation last;
  private long created;
  private String complaint = "";

  private KernelConversation(KernelExpectations expectations) {
    this.expectations = expectations;
  }

  /// @throws RuntimeException when this kernel or user cannot; the message says what is missing
  public static KernelConversation open(Connection connection, String helper) {
    if (Posix.geteuid() != 0) {
      throw new IllegalStateException("needs root");
    }
    int moved = Posix.unshare(Posix.CLONE_NEWNET);
    if (moved < 0) {
      throw new IllegalStateException("needs network namespaces: " + Errno.text(-moved));
    }
    createMaster(connection, helper);
    KernelConversation[] self = new KernelConversation[1];
    ErrorLog log = new ErrorLog(line -> self[0].complaint = line);
    self[0] =
        new KernelConversation(new KernelExpectations(ExpectTable.open(), log, new NatFunctions()));
    return self[0];
  }

  private static void createMaster(Connection connection, String helper) {
    Conntrack master =
        Conntrack.of(connection.original(), connection.reply())
            .status(connection.status())
            .timeout(3_600)
            .protocolInfo(new ProtocolInfo.Tcp(TcpState.ESTABLISHED))
            .helper(new AttachedHelper(helper))
            .build();
    try (NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER)) {
      MessageBuilder request = new MessageBuilder(Arena.ofAuto().allocate(4_096, 8));
      new ConntrackWriter(request).create(master, TakeOver.LIBERAL, socket.nextSequence(), 0);
      socket.transact(
          Operation.of("create a conntrack with helper " + helper), request, AnswerHandler.NONE);
    }
  }

  @Override
  public Grant create(Expectation expectation) {
    last = expectation;
    Grant grant = expectations.create(expectation);
    created += grant == Grant.CREATED ? 1 : 0;
    return grant;
  }

  @Override
  public void refresh(Expectation expectation) {
    expectations.refresh(expectation);
  }

  @Override
  public void delete(Expectation expectation) {
    expectations.delete(expectation);
  }

  /// Deletes what was created last, so that the next one finds the table as this one did.
  public void deleteLast() {
    expectations.delete(last);
  }

  public long created() {
    return created;
  }

  /// What the kernel refused first; empty for nothing.
  public String complaint() {
    return complaint;
  }

  @Override
  public void close() {
    expectations.close();
  }
}
