// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.posix.Errno;

class ErrorMessageTest {
  private static ErrorMessage read(String name) {
    return new ErrorMessage().wrap(RecordedMessage.walk(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12", "k6.18"})
  void anAcknowledgementIsASuccess(String kernel) {
    ErrorMessage ack = read(kernel + "-ack-ok");

    assertThat(ack.isSuccess()).isTrue();
    assertThat(ack.text()).isEmpty();
    assertThat(ack.requestType()).isEqualTo(0x0100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k6.1", "k6.12", "k6.18"})
  void errorsAreReadWhetherTheRequestIsRepeatedOrNot(String kernel) {
    assertThat(read(kernel + "-err-eexist-plain").errno()).isEqualTo(Errno.EEXIST.number());
    assertThat(read(kernel + "-err-eexist-plain").text()).isEmpty();
    assertThat(read(kernel + "-err-enoent-capped").errno()).isEqualTo(Errno.ENOENT.number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k6.1-err-erange-extack-capped",
        "k6.1-err-erange-extack-uncapped",
        "k6.12-err-erange-extack-capped",
        "k6.12-err-erange-extack-uncapped",
        "k6.18-err-erange-extack-capped",
        "k6.18-err-erange-extack-uncapped"
      })
  void theKernelsWordsAreFoundBehindTheRequest(String name) {
    ErrorMessage error = read(name);

    assertThat(error.errno()).isEqualTo(Errno.ERANGE.number());
    assertThat(error.text()).contains("Attribute failed policy validation");
    assertThat(error.badAttribute()).hasValue(0x7c);
  }

  @Test
  void theEndOfADumpHasAStatus() {
    assertThat(read("k6.12-ct-dump-done").isSuccess()).isTrue();
    assertThat(read("k6.12-ct-dump-done").requestType()).isZero();
  }

  static List<String> recordings() {
    List<String> names = new ArrayList<>(RecordedMessage.named("-err-"));
    names.addAll(RecordedMessage.named("-ack-"));
    return names;
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void damagedMessagesNeverLeadBeyondTheirBytes(String name) {
    ErrorMessage error = new ErrorMessage();
    RecordedMessage.damage(
        name,
        message -> {
          error.wrap(message);
          error.errno();
          error.text();
          error.badAttribute();
          error.requestType();
        });
  }

  @Test
  void aRefusalSaysWhatWhyAndWhatToDo() {
    Operation bind = Operation.of("bind queue 3").cure(Errno.EBUSY, "another program has bound it");

    assertThat(new NetlinkException(bind, Errno.EBUSY.number(), ""))
        .hasMessage(
            "cannot bind queue 3: Device or resource busy (EBUSY); another program has bound it");
    assertThat(new NetlinkException(bind, Errno.EPERM.number(), ""))
        .hasMessage(
            "cannot bind queue 3: Operation not permitted (EPERM); this needs CAP_NET_ADMIN: run"
                + " it as root, or grant the capability");
    assertThat(new NetlinkException(bind, 199, "no such thing"))
        .hasMessage("cannot bind queue 3: Unknown error 199, kernel says \"no such thing\"");
  }
}
