// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeTreeTest {
  private static final Map<String, String> DECODED = Fixtures.decoded();

  /// Two files hold the first 400 bytes of a longer datagram.
  private static final String CUT = "(truncated on purpose)\n";

  static List<String> whole() {
    return Fixtures.names().stream().filter(n -> !CUT.equals(DECODED.get(n))).toList();
  }

  static List<String> cut() {
    return Fixtures.names().stream().filter(n -> CUT.equals(DECODED.get(n))).toList();
  }

  @Test
  void eachOfThe234FilesHasItsText() {
    assertThat(Fixtures.names()).hasSize(234).containsExactlyInAnyOrderElementsOf(DECODED.keySet());
    assertThat(cut()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("whole")
  void decodesToTheTextBesideIt(String name) {
    StringBuilder text = new StringBuilder();
    MessageWalker walker = Fixtures.walker(Fixtures.bytes(name));
    while (walker.next()) {
      text.append(AttributeTree.of(walker));
    }
    assertThat(text).hasToString(DECODED.get(name));
  }

  @ParameterizedTest
  @MethodSource("cut")
  void namesADatagramThatWasCut(String name) {
    assertThatThrownBy(() -> Fixtures.message(name))
        .isInstanceOfSatisfying(
            MalformedMessage.class,
            e -> assertThat(e.why()).isEqualTo(MalformedMessage.Cause.TRUNCATED));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void writesTheSameBytesAgain(String name) {
    byte[] bytes = Fixtures.bytes(name);
    byte[] written = new byte[bytes.length + 4];
    MessageBuilder builder = new MessageBuilder(MemorySegment.ofArray(written));
    MessageWalker walker = Fixtures.walker(bytes);
    while (walker.next()) {
      AttributeTree.of(walker).writeTo(builder);
    }
    assertThat(builder.size()).isBetween((long) bytes.length, bytes.length + 3L);
    assertThat(Arrays.copyOf(written, bytes.length)).isEqualTo(bytes);
  }
}
