// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageBatchTest {
  private final Arena arena = Arena.ofConfined();
  private final Fd left;
  private final Fd right;

  MessageBatchTest() {
    MemorySegment pair = arena.allocate(JAVA_INT, 2);
    SystemException.check(
        Sockets.socketpair(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, pair), "make a pair");
    left = new Fd(pair.getAtIndex(JAVA_INT, 0), "left");
    right = new Fd(pair.getAtIndex(JAVA_INT, 1), "right");
  }

  @AfterEach
  void close() {
    left.close();
    right.close();
    arena.close();
  }

  private void write(MessageBatch batch, int slot, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    MemorySegment.copy(bytes, 0, batch.buffer(), JAVA_BYTE, batch.offset(slot), bytes.length);
    batch.resize(slot, bytes.length);
  }

  private static String read(MessageBatch batch, int slot) {
    byte[] bytes = new byte[batch.length(slot)];
    MemorySegment.copy(batch.buffer(), JAVA_BYTE, batch.offset(slot), bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void carriesManyDatagramsInOneCall() {
    MessageBatch out = new MessageBatch(arena, 4, 100);
    MessageBatch in = new MessageBatch(arena, 8, 33);
    write(out, 0, "one");
    write(out, 1, "");
    write(out, 2, "three");
    write(out, 3, "not sent");

    assertThat(out.send(left.number(), 0, 3, 0)).isEqualTo(3);
    assertThat(in.receive(right.number(), Sockets.MSG_DONTWAIT)).isEqualTo(3);
    assertThat(read(in, 0)).isEqualTo("one");
    assertThat(read(in, 1)).isEmpty();
    assertThat(read(in, 2)).isEqualTo("three");
  }

  @Test
  void sendsFromAnySlotOn() {
    MessageBatch out = new MessageBatch(arena, 3, 10);
    MessageBatch in = new MessageBatch(arena, 3, 10);
    write(out, 2, "last");

    assertThat(out.send(left.number(), 2, 1, 0)).isEqualTo(1);
    assertThat(in.receive(right.number(), Sockets.MSG_DONTWAIT)).isEqualTo(1);
    assertThat(read(in, 0)).isEqualTo("last");
  }

  @Test
  void aDatagramLongerThanItsSlotIsCutAndSaysSo() {
    MessageBatch out = new MessageBatch(arena, 1, 100);
    MessageBatch in = new MessageBatch(arena, 2, 5);
    write(out, 0, "too long for it");
    out.send(left.number(), 0, 1, 0);
    write(out, 0, "fits");
    out.send(left.number(), 0, 1, 0);

    assertThat(in.receive(right.number(), Sockets.MSG_DONTWAIT)).isEqualTo(2);
    assertThat(in.truncated(0)).isTrue();
    assertThat(read(in, 0)).isEqualTo("too l");
    assertThat(in.truncated(1)).isFalse();
    assertThat(read(in, 1)).isEqualTo("fits");
  }

  @Test
  void slotsHaveTheirFullLengthAgainWhenABatchReceivesAfterSending() {
    MessageBatch both = new MessageBatch(arena, 1, 50);
    MessageBatch out = new MessageBatch(arena, 1, 50);
    write(both, 0, "ab");
    both.send(right.number(), 0, 1, 0);
    write(out, 0, "longer than two");
    out.send(left.number(), 0, 1, 0);

    assertThat(both.receive(right.number(), Sockets.MSG_DONTWAIT)).isEqualTo(1);
    assertThat(read(both, 0)).isEqualTo("longer than two");
  }

  @Test
  void anEmptyQueueAnswersTheNegativeErrno() {
    MessageBatch in = new MessageBatch(arena, 2, 50);

    assertThat(in.receive(right.number(), Sockets.MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN.number());
  }

  @Test
  void aBatchWithNamesTellsWhoSent() {
    Fd receiver = new Fd(Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0), "receiver");
    Fd sender = new Fd(Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0), "sender");
    String me = "@relatd-test-sender-" + ProcessHandle.current().pid();
    String you = "@relatd-test-receiver-" + ProcessHandle.current().pid();
    try (receiver;
        sender) {
      Sockets.bind(sender.number(), SocketName.unix(me));
      Sockets.bind(receiver.number(), SocketName.unix(you));
      MemorySegment text = arena.allocateFrom("hi");
      Sockets.sendto(sender.number(), text, 0, 2, 0, SocketName.unix(you));
      MessageBatch in = new MessageBatch(arena, 2, 50, SocketName.UNIX_BYTES);

      assertThat(in.receive(receiver.number(), Sockets.MSG_DONTWAIT)).isEqualTo(1);
      byte[] name = new byte[in.nameLength(0)];
      MemorySegment.copy(in.names(), JAVA_BYTE, in.nameOffset(0), name, 0, name.length);
      assertThat(new String(name, 3, name.length - 3, StandardCharsets.US_ASCII))
          .isEqualTo(me.substring(1));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    MessageBatch batch = new MessageBatch(arena, 2, 10);

    assertThatThrownBy(() -> batch.resize(0, 11)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batch.send(left.number(), 1, 2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
