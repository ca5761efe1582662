// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EmulationFaultTest {
  private static final String ILLEGAL =
      """
      #  SIGILL (0x4) at pc=0x00007f0be43d1b20, pid=901, tid=903
      # Problematic frame:
      # J 27 c1 java.lang.String.hashCode()I java.base@25.0.3 (60 bytes) @ 0x00007f0be43d1b20 [0x00007f0be43d1aa0+0x0000000000000080]
      """;
  private static final String AT_ENTRY = segmentationFault("J 143 c1 Preconditions.checkIndex", 0);
  private static final String BEHIND_THE_CHECK =
      segmentationFault("J 1927 c1 ImplicitSession.release0", 0x20);

  @Test
  @DisplayName(
      "unknown instructions, and a fault on the first byte of compiled code, are emulation")
  void faults() {
    assertThat(EmulationFault.isIn("the daemon ended:\n" + ILLEGAL)).isTrue();
    assertThat(EmulationFault.isIn("the daemon ended:\n" + AT_ENTRY)).isTrue();
    assertThat(EmulationFault.isIn("the daemon ended:\n" + BEHIND_THE_CHECK)).isTrue();
  }

  @Test
  @DisplayName("a fault within compiled code or in a library is none, nor is a plain failure")
  void defects() {
    assertThat(EmulationFault.isIn(segmentationFault("J 143 c2 TupleView.wrap", 0x40))).isFalse();
    assertThat(EmulationFault.isIn(segmentationFault("J 143 c2 TupleView.wrap", 0x120))).isFalse();
    assertThat(
            EmulationFault.isIn(
                """
                #  SIGSEGV (0xb) at pc=0x00007fa6ed003800, pid=2191, tid=2193
                # Problematic frame:
                # C  [libc.so.6+0x162e9c]  __memmove_avx_unaligned_erms+0x7c
                """))
        .isFalse();
    assertThat(EmulationFault.isIn("curl: (28) Timeout was reached")).isFalse();
  }

  @Test
  @DisplayName("an attempt that met a fault is made once more, others are not")
  void outlived() {
    List<Verdict> broken = List.of(Verdict.failed("rtsp", AT_ENTRY));
    List<Verdict> failed = List.of(Verdict.failed("rtsp", "no expectation"));

    assertThat(play(List.of(broken, failed))).isEqualTo(failed);
    assertThat(play(List.of(broken, broken, failed))).isEqualTo(broken);
    assertThat(play(List.of(failed, broken))).isEqualTo(failed);
  }

  private static List<Verdict> play(List<List<Verdict>> attempts) {
    Deque<List<Verdict>> left = new ArrayDeque<>(attempts);
    return EmulationFault.outlived(left::removeFirst);
  }

  private static String segmentationFault(String frame, int offset) {
    return """
    #  SIGSEGV (0xb) at pc=0x00007fa6ed003800, pid=2191, tid=2193
    #
    # Problematic frame:
    # %s(II)I java.base@25.0.3 (18 bytes) @ 0x00007fa6ed003800 [0x00007fa6ed%06x+0x%016x]
    #
    """
        .formatted(frame, 0x3800 - offset, offset);
  }
}
