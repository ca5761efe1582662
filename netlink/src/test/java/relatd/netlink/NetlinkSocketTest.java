// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relatd.posix.Errno;

/// Real exchanges with the kernel that everybody may have: links are listed without privilege.
@Timeout(20)
class NetlinkSocketTest {
  private static final int RTM_GETLINK = 18;
  private static final int UNKNOWN_REQUEST = 255;
  private static final Operation LIST = Operation.of("list the network interfaces");

  private final NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_ROUTE);
  private final MessageBuilder request = new MessageBuilder(Arena.ofAuto().allocate(4096, 8));

  @AfterEach
  void close() {
    socket.close();
  }

  private MessageBuilder message(int type) {
    return request.reset().begin(type, 0, socket.nextSequence(), 0, 0).end();
  }

  private List<Integer> listLinks() {
    List<Integer> indexes = new ArrayList<>();
    socket.dump(
        LIST,
        message(RTM_GETLINK),
        answer -> indexes.add(answer.buffer().get(JAVA_INT_UNALIGNED, answer.offset() + 20)));
    return indexes;
  }

  @Test
  void theKernelGivesItAPort() {
    assertThat(socket.portId()).isNotZero();
  }

  @Test
  void aDumpBringsEveryEntryAndEnds() {
    int loopback = 1;

    assertThat(listLinks()).contains(loopback);
    assertThat(listLinks()).contains(loopback);
  }

  @Test
  void aHandlerThatFailsLeavesTheSocketReadyForTheNextDump() {
    assertThatThrownBy(() ->
            socket.dump(
                LIST,
                message(RTM_GETLINK),
                answer -> {
                  throw new IllegalStateException("broken");
                }))
        .hasMessage("broken");

    assertThat(listLinks()).isNotEmpty();
  }

  @Test
  void aRefusalBecomesAnException() {
    assertThatThrownBy(() ->
            socket.transact(
                Operation.of("ask for nonsense"), message(UNKNOWN_REQUEST), AnswerHandler.NONE))
        .isInstanceOfSatisfying(
            NetlinkException.class, refusal -> assertThat(refusal.is(Errno.EOPNOTSUPP)).isTrue())
        .hasMessage("cannot ask for nonsense: Operation not supported (EOPNOTSUPP)");
  }

  @Test
  void aBatchReportsWhichOfItsMessagesWereRefused() {
    int first = socket.nextSequence();
    int second = socket.nextSequence();
    int third = socket.nextSequence();
    request.reset();
    for (int sequence : new int[] {first, second, third}) {
      request.begin(UNKNOWN_REQUEST, Netlink.NLM_F_REQUEST, sequence, 0, 0).end();
    }
    List<String> refused = new ArrayList<>();
    socket.batch(
        Operation.of("try three"),
        request,
        (sequence, errno) -> refused.add(sequence + ":" + errno));

    int unsupported = Errno.EOPNOTSUPP.number();
    assertThat(refused)
        .containsExactly(
            first + ":" + unsupported, second + ":" + unsupported, third + ":" + unsupported);
    assertThat(listLinks()).isNotEmpty();
  }

  @Test
  void answersThatSomebodyLeftUnreadAreStale() {
    MessageBuilder stale = message(UNKNOWN_REQUEST);
    stale.addFlags(Netlink.NLM_F_REQUEST);
    socket.send(stale.buffer(), 0, stale.size());

    assertThat(listLinks()).isNotEmpty();
  }

  @Test
  void anAnswerThatNeverComesIsAnErrorAndNoHang() {
    assertThatThrownBy(
            () -> socket.converse(Operation.of("wait for nothing"), 12345, AnswerHandler.NONE))
        .hasMessage(
            "cannot wait for nothing: Resource temporarily unavailable (EAGAIN); the kernel gave"
                + " no answer");
  }

  @Test
  void buffersGrow() {
    int before = socket.options().receiveBuffer(4096);
    int after = socket.options().receiveBuffer(100_000);

    assertThat(after).isEqualTo(100_000).isGreaterThan(before);
    assertThat(socket.options().drops()).isZero();
  }

  @Test
  void anUnknownProtocolIsNamed() {
    assertThatThrownBy(() -> NetlinkSocket.open(31))
        .isInstanceOf(NetlinkException.class)
        .hasMessageContaining("cannot open a netlink socket")
        .hasMessageContaining("EPROTONOSUPPORT");
  }
}
