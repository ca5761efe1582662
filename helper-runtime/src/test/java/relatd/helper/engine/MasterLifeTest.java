// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import relatd.netlink.MessageBuilder;

class MasterLifeTest {
  private static final int CTA_TIMEOUT = 7;

  private final MasterLife life = new MasterLife();

  private byte[] nest() {
    MessageBuilder builder = new MessageBuilder(MemorySegment.ofArray(new long[32]));
    builder.begin(0x0301, 0, 0, 0, 0);
    long from = builder.size();
    life.write(builder);
    builder.end();
    byte[] all = builder.buffer().asSlice(0, builder.size()).toArray(JAVA_BYTE);
    return Arrays.copyOfRange(all, (int) Math.max(from, 20), all.length);
  }

  @Test
  void saysTheSecondsAsTheConntracksTimeout() {
    life.keep(3_600);

    assertThat(life.isKept()).isTrue();
    ByteBuffer nest = ByteBuffer.wrap(nest());
    assertThat(nest.remaining()).isEqualTo(8);
    assertThat(nest.order(ByteOrder.nativeOrder()).getShort()).isEqualTo((short) 8);
    assertThat(nest.getShort()).isEqualTo((short) CTA_TIMEOUT);
    assertThat(nest.order(ByteOrder.BIG_ENDIAN).getInt()).isEqualTo(3_600);
  }

  @Test
  void saysNothingForThePacketAfterIt() {
    life.keep(3_600);
    life.begin();

    assertThat(life.isKept()).isFalse();
    assertThat(nest()).isEmpty();
  }
}
