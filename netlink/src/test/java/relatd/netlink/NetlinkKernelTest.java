// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.posix.Namespaces;

/// What nfnetlink does that recordings cannot show.
@Tag("kernel")
class NetlinkKernelTest {
  private static final int IPCTNL_MSG_CT_GET = 1;
  private static final int IPCTNL_MSG_CT_GET_STATS = 5;

  private final MessageBuilder request = new MessageBuilder(Arena.ofAuto().allocate(4096, 8));
  private int answers;

  private MessageBuilder message(NetlinkSocket socket, int operation) {
    int type = Netlink.type(Netlink.NFNL_SUBSYS_CTNETLINK, operation);
    return request.reset().begin(type, 0, socket.nextSequence(), 0, 0).end();
  }

  @Test
  void anAnswerMarkedAsOneOfManyEndsWithItsAcknowledgement() {
    Namespaces.inNew(() -> {
      try (NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER)) {
        socket.transact(
            Operation.of("read statistics"),
            message(socket, IPCTNL_MSG_CT_GET_STATS),
            answer -> {
              answers++;
              assertThat(answer.flags() & Netlink.NLM_F_MULTI).isNotZero();
            });
        assertThat(answers).isEqualTo(1);
      }
    });
  }

  @Test
  void anEmptyTableIsADumpWithoutEntries() {
    Namespaces.inNew(() -> {
      try (NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER)) {
        socket.dump(
            Operation.of("list connections"),
            message(socket, IPCTNL_MSG_CT_GET),
            answer -> answers++);
        assertThat(answers).isZero();
      }
    });
  }

  @Test
  void groupsAreJoinedAndLeft() {
    Namespaces.inNew(() -> {
      try (NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER)) {
        socket.join(Netlink.NFNLGRP_CONNTRACK_NEW);
        socket.leave(Netlink.NFNLGRP_CONNTRACK_NEW);
        assertThat(socket.options().receiveBuffer(16 << 20)).isEqualTo(16 << 20);
      }
    });
  }
}
