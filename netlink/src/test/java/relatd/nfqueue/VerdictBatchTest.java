// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;
import relatd.posix.Errno;

class VerdictBatchTest {
  private static final int CTA_MARK = 8;

  private final List<byte[]> sent = new ArrayList<>();
  private final Deque<Integer> refusals = new ArrayDeque<>();
  private final VerdictBatch verdicts =
      new VerdictBatch(Arena.ofAuto(), new OwnCodec(), 7, this::send);

  private int send(MemorySegment messages, long from, long bytes) {
    if (!refusals.isEmpty()) {
      return -refusals.poll();
    }
    sent.add(messages.asSlice(from, bytes).toArray(JAVA_BYTE));
    return (int) bytes;
  }

  /// Every verdict of the sends so far as `type verdict id`.
  private List<String> messages() {
    List<String> found = new ArrayList<>();
    Attributes attributes = new Attributes();
    for (byte[] datagram : sent) {
      MessageWalker walker =
          new MessageWalker().wrap(RecordedMessage.segment(datagram), 0, datagram.length);
      while (walker.next()) {
        walker.attributes(attributes).next();
        long header = attributes.u64();
        found.add(walker.operation() + " " + (header >>> 32) + " " + (int) header);
      }
    }
    return found;
  }

  @Test
  void aPlainAcceptIsWrittenAsTheLibraryWritesIt() {
    verdicts.accept(0x01020304);
    verdicts.flush();

    assertThat(sent).containsExactly(RecordedMessage.bytes("lib-nfq-verdict-accept"));
  }

  @Test
  void aVerdictWithMarkConntrackAndPayloadIsWrittenAsTheLibraryWritesIt() {
    MemorySegment payload =
        RecordedMessage.segment("0123456789abcdefghij".getBytes(StandardCharsets.US_ASCII));
    verdicts
        .begin(5, Verdict.ACCEPT)
        .mark(0x55)
        .conntrack(into -> into.putU32(CTA_MARK, 42))
        .payload(payload, 0, 20)
        .end();
    verdicts.flush();

    assertThat(sent).containsExactly(RecordedMessage.bytes("lib-nfq-verdict-mark-ct-payload"));
  }

  @Test
  void manyVerdictsLeaveInOneSend() {
    verdicts.accept(1);
    verdicts.add(2, Verdict.DROP);
    verdicts.add(3, Verdict.REPEAT);
    assertThat(sent).isEmpty();
    assertThat(verdicts.flush()).isZero();

    assertThat(sent).hasSize(1);
    assertThat(messages()).containsExactly("1 1 1", "1 0 2", "1 4 3");
  }

  @Test
  void anEmptyBatchIsNotSent() {
    verdicts.accept(1);
    verdicts.flush();
    verdicts.flush();

    assertThat(sent).hasSize(1);
  }

  @Test
  void acceptsMergeOnlyWhereThatIsDeclaredSafe() {
    verdicts.mergeAccepts(true);
    verdicts.accept(1);
    verdicts.accept(2);
    verdicts.accept(3);
    verdicts.add(4, Verdict.DROP);
    verdicts.accept(5);
    verdicts.accept(6);
    verdicts.begin(7, Verdict.ACCEPT).mark(1).end();
    verdicts.accept(8);
    verdicts.mergeAccepts(false);
    verdicts.accept(9);
    verdicts.flush();

    assertThat(messages()).containsExactly("3 1 3", "1 0 4", "3 1 6", "1 1 7", "3 1 8", "1 1 9");
  }

  @Test
  void mergingDoesNotReachAcrossASend() {
    verdicts.mergeAccepts(true);
    verdicts.accept(1);
    verdicts.flush();
    verdicts.accept(2);
    verdicts.flush();

    assertThat(messages()).containsExactly("3 1 1", "3 1 2");
  }

  @Test
  void aFullBufferIsSentBeforeTheNextVerdict() {
    MemorySegment packet = RecordedMessage.segment(new byte[60_000]);
    for (int id = 1; id <= 10; id++) {
      verdicts.begin(id, Verdict.ACCEPT).payload(packet, 0, 60_000).end();
    }
    for (int id = 11; id <= 10_000; id++) {
      verdicts.accept(id);
    }
    verdicts.flush();

    assertThat(sent).hasSizeGreaterThan(2);
    assertThat(sent).allSatisfy(bytes -> assertThat(bytes.length).isLessThan(VerdictBatch.BYTES));
    List<String> all = messages();
    assertThat(all).hasSize(10_000);
    assertThat(all.getLast()).isEqualTo("1 1 10000");
  }

  @Test
  void nestsMayBeEmptyOrFilled() {
    verdicts
        .begin(1, Verdict.ACCEPT)
        .conntrack(NestWriter.EMPTY)
        .expectation(into -> into.putU32(9, 2))
        .end();
    verdicts.flush();

    MessageWalker walker =
        new MessageWalker()
            .wrap(RecordedMessage.segment(sent.getFirst()), 0, sent.getFirst().length);
    walker.next();
    Attributes attributes = walker.attributes(new Attributes());
    attributes.next();
    attributes.next();
    assertThat(attributes.type()).isEqualTo(11);
    assertThat(attributes.isNested()).isTrue();
    assertThat(attributes.length()).isZero();
    attributes.next();
    assertThat(attributes.type()).isEqualTo(15);
    assertThat(attributes.length()).isEqualTo(8);
  }

  @Test
  void aPassingShortageOfMemoryIsTriedAgain() {
    refusals.addAll(List.of(Errno.ENOBUFS.number(), Errno.EINTR.number()));
    verdicts.accept(1);

    assertThat(verdicts.flush()).isZero();
    assertThat(messages()).containsExactly("1 1 1");
    assertThat(verdicts.lost()).isZero();
  }

  @Test
  void verdictsThatTheKernelWillNotTakeAreCounted() {
    refusals.add(Errno.EPERM.number());
    verdicts.accept(1);
    verdicts.accept(2);

    assertThat(verdicts.flush()).isEqualTo(-Errno.EPERM.number());
    assertThat(verdicts.lost()).isEqualTo(2);
    assertThat(verdicts.flush()).isZero();
  }
}
