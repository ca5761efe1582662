// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Address;
import relatd.conntrack.Family;

class LineBufferTest {
  private final MemorySegment into = MemorySegment.ofArray(new byte[64]);
  private final LineBuffer line = new LineBuffer(64);

  private String written() {
    int length = line.copy(into, 0);
    line.clear();
    return new String(into.asSlice(0, length).toArray(JAVA_BYTE));
  }

  private String address(Address address) {
    boolean inet6 = address.family() == Family.INET6;
    line.address(inet6, address.high(), address.low());
    return written();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 99, 100, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void numbersAreUnsigned(int value) {
    line.number(value).character(' ').hex(value);
    assertThat(written())
        .isEqualTo(Integer.toUnsignedString(value) + " " + Integer.toHexString(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "10.1.0.200",
        "::",
        "::1",
        "::ffff:1.2.3.4",
        "::1.2.3.4",
        "::ffff:0.0.0.0",
        "1::",
        "1:0:0:2::",
        "1::2:0:0:3",
        "0:1:0:1:0:1:0:1",
        "fe80::1:0:0",
        "1:2:3:4:5:6:7:8",
        "0:0:1::",
        "::2:3:4:5:6:7",
        "1:0:2:3:4:5:6:7"
      })
  void addressesAreWrittenAsInetNtopDoes(String text) {
    assertThat(address(Address.of(text))).isEqualTo(Address.of(text).toString());
  }

  @Test
  void addressesWithManyZerosToo() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      long high = groups(random);
      Address address = Address.ofInet6(random.nextInt(4) == 0 ? 0 : high, groups(random));
      assertThat(address(address)).isEqualTo(address.toString());
    }
  }

  /// Four groups, of which each is 0 half of the time.
  private static long groups(Random random) {
    long groups = 0;
    for (int i = 0; i < 4; i++) {
      groups = groups << 16 | (random.nextBoolean() ? 0 : random.nextInt(1 << random.nextInt(17)));
    }
    return groups;
  }
}
