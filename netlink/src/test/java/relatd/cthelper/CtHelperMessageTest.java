// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.ffi.HeaderCheck;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.RecordedMessage;

class CtHelperMessageTest {
  private static final CtHelper FTP =
      new CtHelper(
          "ftp",
          Family.INET,
          Protocol.TCP,
          3,
          List.of(new CtHelperPolicy("ftp", 1, Duration.ofSeconds(300))),
          24,
          true);

  private static byte[] write(CtHelper helper, int flags) {
    MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(1024));
    builder.begin(CtHelperMessage.NEW, flags, 5, 0, 0);
    CtHelperMessage.write(helper, builder);
    builder.end();
    return builder.buffer().asSlice(0, builder.size()).toArray(JAVA_BYTE);
  }

  private static List<CtHelper> readAll(byte[] datagram) {
    List<CtHelper> helpers = new ArrayList<>();
    MessageWalker walker =
        new MessageWalker().wrap(RecordedMessage.segment(datagram), 0, datagram.length);
    while (walker.next()) {
      if (walker.type() == CtHelperMessage.NEW) {
        helpers.add(CtHelperMessage.read(walker));
      }
    }
    return helpers;
  }

  @Test
  void aRegistrationIsWrittenAsTheLibraryWritesIt() {
    int request = 0x1;
    int acknowledged = 0x4;
    int create = 0x400;

    assertThat(write(FTP, request | acknowledged | create))
        .isEqualTo(RecordedMessage.bytes("lib-cthelper-new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void theKernelsAnswerIsRead(String kernel) {
    assertThat(readAll(RecordedMessage.bytes(kernel + "-cthelper-get")))
        .containsExactly(
            new CtHelper(
                "rel-ftp",
                Family.INET,
                Protocol.TCP,
                4,
                List.of(new CtHelperPolicy("rel-ftp", 7, Duration.ofSeconds(77))),
                24,
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12"})
  void aDumpHasAllWithEveryPolicy(String kernel) {
    List<CtHelper> helpers = readAll(RecordedMessage.bytes(kernel + "-cthelper-dump-datagram"));

    assertThat(helpers).hasSize(3);
    assertThat(helpers).extracting(CtHelper::family).contains(Family.INET, Family.INET6);
    assertThat(helpers).extracting(helper -> helper.policies().size()).contains(1, 2);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    CtHelper many =
        new CtHelper(
            "exactly15chars_",
            Family.INET6,
            Protocol.UDP,
            65535,
            List.of(
                new CtHelperPolicy("a", 0, Duration.ZERO),
                new CtHelperPolicy("b", 255, Duration.ofSeconds(1)),
                new CtHelperPolicy("c", 1, Duration.ofSeconds(0xffff_ffffL)),
                new CtHelperPolicy("fourth_policy__", 8, Duration.ofMinutes(5))),
            32,
            false);

    assertThat(readAll(write(many, 0))).containsExactly(many);
    assertThat(readAll(write(many.withEnabled(true), 0))).containsExactly(many.withEnabled(true));
  }

  static List<String> recordings() {
    return RecordedMessage.named("-cthelper-");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void damagedMessagesNeverLeadBeyondTheirBytes(String name) {
    RecordedMessage.damage(name, CtHelperMessage::read);
  }

  @Test
  void aFamilyThatIsNeitherOfTheTwoIsToldApartFromDamage() {
    byte[] bridge = write(FTP, 0);
    int family = new String(bridge, StandardCharsets.ISO_8859_1).indexOf("\6\0\1\0\0\2") + 5;
    bridge[family] = 7;
    MessageWalker walker =
        new MessageWalker().wrap(RecordedMessage.segment(bridge), 0, bridge.length);
    walker.next();

    assertThatThrownBy(() -> CtHelperMessage.read(walker))
        .isSameAs(MalformedMessage.Cause.FAMILY.asException());
  }

  @Test
  void numbersAreTheKernels() {
    new HeaderCheck()
        .include("linux/netfilter/nfnetlink.h")
        .include("linux/netfilter/nfnetlink_cthelper.h")
        .constants(CtHelperMessage.class, "NEW", "GET", "DELETE")
        .constant("(NFNL_SUBSYS_CTHELPER << 8) | NFNL_MSG_CTHELPER_NEW", CtHelperMessage.NEW)
        .constant("(NFNL_SUBSYS_CTHELPER << 8) | NFNL_MSG_CTHELPER_GET", CtHelperMessage.GET)
        .constant("(NFNL_SUBSYS_CTHELPER << 8) | NFNL_MSG_CTHELPER_DEL", CtHelperMessage.DELETE)
        .verify();
  }
}
