// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Direction;
import relatd.helper.Payload;

class TransferRequestTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\1a\0octet\0",
        "\0\2a\0netascii\0",
        "\0\1a\0mail\0",
        "\0\1a\0OcTeT\0",
        "\0\1dir/with blank\0octet\0blksize\0001428\0",
        "\0\1a\0octet\0blksize", // what follows the mode is the server's business
      })
  void aRequestIsReadOrWriteWithANameAndAMode(String datagram) {
    assertThat(isRequest(datagram)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "\0\1",
        "\0\1a",
        "\0\1a\0",
        "\0\1a\0octet",
        "\0\1a\0octets\0",
        "\0\1a\0image\0",
        "\0\0a\0octet\0",
        "\0\3a\0octet\0",
        "\1\1a\0octet\0",
      })
  void anythingElseIsNone(String datagram) {
    assertThat(isRequest(datagram)).isFalse();
  }

  @Test
  void everyBeginningOfARequestIsNone() {
    String request = "\0\1boot/file\0octet\0";
    for (int length = 0; length < request.length(); length++) {
      assertThat(isRequest(request.substring(0, length))).as("%d bytes", length).isFalse();
    }
  }

  private static boolean isRequest(String datagram) {
    byte[] bytes = datagram.getBytes(StandardCharsets.ISO_8859_1);
    Payload payload =
        new Payload()
            .wrap(MemorySegment.ofArray(bytes), 0, bytes.length, Direction.ORIGINAL, false, 0);
    return TransferRequest.standsIn(payload);
  }
}
