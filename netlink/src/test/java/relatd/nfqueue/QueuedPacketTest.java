// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;

class QueuedPacketTest {
  private static final int IPV4 = 0x0800;
  private static final int CTA_TUPLE_ORIG = 1;

  private static QueuedPacket read(String name) {
    QueuedPacket packet = new QueuedPacket();
    new OwnCodec().read(RecordedMessage.walk(name), packet);
    return packet;
  }

  @Test
  void aForwardedPacketWithoutConnectionIsRead() {
    QueuedPacket packet = read("k6.18-nfqueue-packet-forward-noct");

    assertThat(packet.hook()).isEqualTo(2);
    assertThat(packet.family()).isEqualTo(2);
    assertThat(packet.hwProtocol()).isEqualTo(IPV4);
    assertThat(packet.inInterface()).isPositive();
    assertThat(packet.outInterface()).isPositive();
    assertThat(packet.hasConntrack()).isFalse();
    assertThat(packet.conntrack(new Attributes()).next()).isFalse();
    assertThat(packet.buffer().get(ValueLayout.JAVA_BYTE, packet.payloadOffset()))
        .isEqualTo((byte) 0x45);
    assertThat(packet.payloadOffset() + packet.payloadLength())
        .isEqualTo(packet.buffer().byteSize());
  }

  @Test
  void aLocalPacketTellsThatItsChecksumIsPending() {
    QueuedPacket packet = read("k6.18-nfqueue-packet-output-uidgid");

    assertThat(packet.packetId()).isEqualTo(1);
    assertThat(packet.hook()).isEqualTo(3);
    assertThat(packet.inInterface()).isZero();
    assertThat(packet.outInterface()).isEqualTo(1);
    assertThat(packet.isChecksumPending()).isTrue();
    assertThat(packet.isSegmented()).isFalse();
    assertThat(packet.payloadLength()).isEqualTo(60);
    assertThat(packet.isTruncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void theFirstPacketOfAConnectionBringsItAlong(String kernel) {
    QueuedPacket packet = read(kernel + "-nfqueue-packet-ct-new-helper");

    assertThat(packet.hasConntrack()).isTrue();
    assertThat(packet.ctInfo()).isEqualTo(2);
    assertThat(packet.isReply()).isFalse();
    Attributes conntrack = packet.conntrack(new Attributes());
    assertThat(conntrack.next()).isTrue();
    assertThat(conntrack.type()).isEqualTo(CTA_TUPLE_ORIG);
    assertThat(conntrack.offset()).isEqualTo(packet.conntrackOffset() + 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void anAnswerRunsInTheReplyDirection(String kernel) {
    assertThat(read(kernel + "-nfqueue-packet-ct-synack").isReply()).isTrue();
    assertThat(read(kernel + "-nfqueue-packet-ct-data").isReply()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void aCutPacketSaysSo(String kernel) {
    QueuedPacket packet = read(kernel + "-nfqueue-packet-caplen");

    assertThat(packet.payloadLength()).isEqualTo(64);
    assertThat(packet.isTruncated()).isTrue();
  }

  @Test
  void aMessageWithoutPacketIdIsRefused() {
    byte[] bytes = RecordedMessage.bytes("k6.18-nfqueue-packet-forward-noct");
    bytes[22] = 99;
    MessageWalker walker =
        new MessageWalker().wrap(RecordedMessage.segment(bytes), 0, bytes.length);
    walker.next();

    assertThatThrownBy(() -> new OwnCodec().read(walker, new QueuedPacket()))
        .isSameAs(MalformedMessage.Cause.MISSING.asException());
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void theIdOfAPacketThatDoesNotFitItsSlotIsSaved(String kernel) {
    byte[] cut = RecordedMessage.bytes(kernel + "-nfqueue-packet-gso-first400");
    MessageWalker walker = new MessageWalker().wrap(RecordedMessage.segment(cut), 0, cut.length);

    assertThatThrownBy(walker::next).isInstanceOf(MalformedMessage.class);
    assertThat(QueuedPacket.salvageId(RecordedMessage.segment(cut), 0, cut.length)).isPositive();
  }

  @Test
  void noIdIsInventedWhereThereIsNone() {
    byte[] ack = RecordedMessage.bytes("k6.18-ack-ok");
    byte[] packet = RecordedMessage.bytes("k6.18-nfqueue-packet-forward-noct");

    assertThat(QueuedPacket.salvageId(RecordedMessage.segment(ack), 0, ack.length)).isNegative();
    for (int size = 0; size < 31; size++) {
      assertThat(QueuedPacket.salvageId(RecordedMessage.segment(packet), 0, size)).isNegative();
    }
    assertThat(QueuedPacket.salvageId(RecordedMessage.segment(packet), 0, 31)).isNotNegative();
  }
}
