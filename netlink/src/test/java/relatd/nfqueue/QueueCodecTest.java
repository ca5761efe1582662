// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.libmnl.mnl_h;
import relatd.libmnl.nlmsghdr;
import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;

/// The library and our own code, side by side.
class QueueCodecTest {
  private static final int CTA_MARK = 8;

  private final QueuedPacket packet = new QueuedPacket();
  private final Attributes conntrack = new Attributes();

  static List<String> recordings() {
    return RecordedMessage.named("-nfqueue-packet");
  }

  /// Everything that a packet says, touching all that it points to.
  private String describe(MessageWalker message, QueueCodec codec) {
    codec.read(message, packet);
    packet.buffer().asSlice(packet.payloadOffset(), packet.payloadLength());
    packet.conntrack(conntrack);
    while (conntrack.next()) {
      conntrack.buffer().asSlice(conntrack.offset(), conntrack.length());
    }
    return String.join(
        " ",
        List.of(
            "id " + Integer.toUnsignedString(packet.packetId()),
            "family " + packet.family() + " " + packet.hwProtocol(),
            "hook " + packet.hook() + " " + packet.inInterface() + " " + packet.outInterface(),
            "mark " + packet.mark(),
            "payload " + packet.payloadOffset() + " " + packet.payloadLength(),
            "conntrack " + packet.hasConntrack() + " " + packet.conntrackOffset(),
            packet.conntrackLength() + " " + packet.ctInfo() + " " + packet.isReply(),
            "cut " + packet.isTruncated(),
            "sum " + packet.isChecksumPending() + " " + packet.isSegmented()));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void damagedMessagesNeverLeadOurOwnCodeBeyondTheirBytes(String name) {
    QueueCodec own = new OwnCodec();
    RecordedMessage.damage(name, message -> describe(message, own));
  }

  /// The library passes over a damaged end, at which our own code refuses the message.
  @ParameterizedTest
  @MethodSource("recordings")
  void whatBothReadOfADamagedMessageIsTheSame(String name) {
    Libraries.require();
    QueueCodec own = new OwnCodec();
    QueueCodec library = new LibraryCodec(Arena.ofAuto());
    RecordedMessage.damage(
        name,
        message -> {
          String ours = describe(message, own);
          assertThat(tolerant(message, library)).isIn(ours, "malformed");
        });
  }

  private String tolerant(MessageWalker message, QueueCodec codec) {
    try {
      return describe(message, codec);
    } catch (MalformedMessage _) {
      return "malformed";
    }
  }

  static List<String> wholeRecordings() {
    return recordings().stream().filter(name -> !name.contains("first400")).toList();
  }

  @ParameterizedTest
  @MethodSource("wholeRecordings")
  void bothReadEveryRecordingAlike(String name) {
    Libraries.require();
    byte[] bytes = RecordedMessage.bytes(name);
    MessageWalker message = new MessageWalker();
    message.wrap(RecordedMessage.segment(bytes), 0, bytes.length).next();

    assertThat(tolerant(message, new LibraryCodec(Arena.ofAuto())))
        .isEqualTo(tolerant(message, new OwnCodec()));
  }

  @Test
  void bothWriteTheSameVerdicts() {
    Libraries.require();

    assertThat(write(new LibraryCodec(Arena.ofAuto()))).isEqualTo(write(new OwnCodec()));
  }

  private static byte[] write(QueueCodec codec) {
    byte[][] sent = new byte[1][];
    VerdictBatch verdicts =
        new VerdictBatch(
            Arena.ofAuto(),
            codec,
            65535,
            (messages, from, bytes) -> {
              sent[0] = messages.asSlice(from, bytes).toArray(JAVA_BYTE);
              return (int) bytes;
            });
    verdicts.accept(-1);
    verdicts.add(2, Verdict.DROP);
    verdicts
        .begin(3, Verdict.REPEAT)
        .mark(9)
        .conntrack(into -> into.putU32(CTA_MARK, 1))
        .payload(RecordedMessage.segment(new byte[] {1, 2, 3}), 0, 3)
        .end();
    verdicts.mergeAccepts(true);
    verdicts.accept(4);
    verdicts.accept(5);
    verdicts.flush();
    return sent[0];
  }

  @Test
  void aVerdictWithEverythingIsWhatTheLibrariesMakeOfIt() {
    Libraries.require();
    MemorySegment payload = RecordedMessage.segment(new byte[] {'a', 'b', 'c', 'd', 'e'});
    MemorySegment message = Arena.ofAuto().allocate(256, 8);
    nfq_h.nfq_nlmsg_put(message, nfq_h.NFQNL_MSG_VERDICT, 12);
    nfq_h.nfq_nlmsg_verdict_put(message, 77, 1);
    nfq_h.nfq_nlmsg_verdict_put_mark(message, 5);
    MemorySegment nest = mnl_h.mnl_attr_nest_start(message, nfq_h.NFQA_CT);
    MemorySegment mark = RecordedMessage.segment(new byte[] {0, 0, 0, 42});
    mnl_h.mnl_attr_put(message, CTA_MARK, 4, mark);
    mnl_h.mnl_attr_put_u32(
        message, CTA_MARK + 1, mark.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.nativeOrder()), 0));
    mnl_h.mnl_attr_nest_end(message, nest);
    nfq_h.nfq_nlmsg_verdict_put_pkt(message, payload, 5);

    byte[][] sent = new byte[1][];
    VerdictBatch ours =
        new VerdictBatch(
            Arena.ofAuto(),
            new OwnCodec(),
            12,
            (messages, from, bytes) -> {
              sent[0] = messages.asSlice(from, bytes).toArray(JAVA_BYTE);
              return (int) bytes;
            });
    ours.begin(77, Verdict.ACCEPT)
        .mark(5)
        .conntrack(into -> into.putU32(CTA_MARK, 42).putU32(CTA_MARK + 1, 42))
        .payload(payload, 0, 5)
        .end();
    ours.flush();

    assertThat(sent[0])
        .isEqualTo(message.asSlice(0, nlmsghdr.nlmsg_len(message)).toArray(JAVA_BYTE));
  }
}
