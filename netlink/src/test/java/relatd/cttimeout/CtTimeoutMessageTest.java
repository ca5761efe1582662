// SPDX-License-Identifier: Apache-2.0
package relatd.cttimeout;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.cttimeout.CtTimeout.StateTimeout;
import relatd.ffi.HeaderCheck;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;

class CtTimeoutMessageTest {
  private static final CtTimeout UDP =
      new CtTimeout(
          "relatd-udp",
          Family.INET,
          Protocol.UDP,
          List.of(new StateTimeout(1, 33), new StateTimeout(2, 77)));

  private static byte[] write(CtTimeout timeout) {
    MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(1024));
    builder.begin(CtTimeoutMessage.NEW, 0, 5, 0, 0);
    CtTimeoutMessage.write(timeout, builder);
    builder.end();
    return builder.buffer().asSlice(0, builder.size()).toArray(JAVA_BYTE);
  }

  private static CtTimeout read(byte[] bytes) {
    MessageWalker walker =
        new MessageWalker().wrap(RecordedMessage.segment(bytes), 0, bytes.length);
    assertThat(walker.next()).isTrue();
    return CtTimeoutMessage.read(walker);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12", "k6.18"})
  void theKernelsAnswerIsRead(String kernel) {
    assertThat(read(RecordedMessage.bytes(kernel + "-cttimeout-get"))).isEqualTo(UDP);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    CtTimeout every =
        new CtTimeout(
            "x".repeat(31),
            Family.INET6,
            Protocol.TCP,
            IntStream.rangeClosed(1, 11).mapToObj(i -> new StateTimeout(i, -i)).toList());
    assertThat(read(write(every))).isEqualTo(every);
    CtTimeout defaults =
        new CtTimeout("", Family.INET, TimeoutStates.GENERIC, List.of(new StateTimeout(1, 600)));
    assertThat(read(write(defaults))).isEqualTo(defaults);
  }

  @Test
  void aFamilyThatIsNeitherOfTheTwoIsToldApartFromDamage() {
    byte[] bridge = write(new CtTimeout("", Family.INET6, 6, List.of()));
    assertThat(bridge[25]).isEqualTo((byte) 10);
    bridge[25] = 7;
    assertThatThrownBy(() -> read(bridge)).isSameAs(MalformedMessage.Cause.FAMILY.asException());
  }

  @Test
  void damagedMessagesNeverLeadBeyondTheirBytes() {
    byte[] whole = RecordedMessage.bytes("k6.18-cttimeout-get");
    int refused = 0;
    for (int cut = 20; cut < whole.length; cut++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = Arrays.copyOf(whole, whole.length);
        damaged[cut] ^= (byte) (1 << bit);
        refused += refuses(damaged);
      }
      refused += refuses(Arrays.copyOf(whole, cut));
    }
    assertThat(refused).isPositive();
  }

  /// 1 when it is called malformed; any other exception fails the test.
  private static int refuses(byte[] bytes) {
    MessageWalker walker =
        new MessageWalker().wrap(RecordedMessage.segment(bytes), 0, bytes.length);
    try {
      while (walker.next()) {
        CtTimeoutMessage.read(walker);
      }
      return 0;
    } catch (MalformedMessage expected) {
      return 1;
    }
  }

  @Test
  void numbersAreTheKernels() {
    HeaderCheck check =
        new HeaderCheck()
            .include("linux/netfilter/nfnetlink.h")
            .include("linux/netfilter/nfnetlink_cttimeout.h")
            .constant("CTNL_TIMEOUT_NAME_MAX - 1", CtTimeout.NAME_BYTES)
            .constant("CTA_TIMEOUT_NAME", CtTimeoutMessage.CTA_TIMEOUT_NAME)
            .constant("CTA_TIMEOUT_L3PROTO", CtTimeoutMessage.CTA_TIMEOUT_L3PROTO)
            .constant("CTA_TIMEOUT_L4PROTO", CtTimeoutMessage.CTA_TIMEOUT_L4PROTO)
            .constant("CTA_TIMEOUT_DATA", CtTimeoutMessage.CTA_TIMEOUT_DATA)
            .constant(message("NEW"), CtTimeoutMessage.NEW)
            .constant(message("GET"), CtTimeoutMessage.GET)
            .constant(message("DELETE"), CtTimeoutMessage.DELETE)
            .constant(message("DEFAULT_SET"), CtTimeoutMessage.DEFAULT_SET)
            .constant(message("DEFAULT_GET"), CtTimeoutMessage.DEFAULT_GET);
    states(check, "TCP", Protocol.TCP);
    states(check, "SCTP", Protocol.SCTP);
    states(check, "DCCP", Protocol.DCCP);
    states(check, "GRE", Protocol.GRE);
    check.verify();
  }

  private static void states(HeaderCheck check, String protocol, int number) {
    List<String> states = TimeoutStates.of(number);
    for (int i = 0; i < states.size(); i++) {
      String name = states.get(i).replace("UNACKNOWLEDGED", "UNACK");
      check.constant("CTA_TIMEOUT_" + protocol + "_" + name, i + 1);
    }
  }

  private static String message(String name) {
    return "(NFNL_SUBSYS_CTNETLINK_TIMEOUT << 8) | IPCTNL_MSG_TIMEOUT_" + name;
  }
}
