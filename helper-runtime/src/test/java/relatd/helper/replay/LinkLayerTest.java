// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.helper.packet.PacketView;

class LinkLayerTest {
  private static final String MACS = "ffffffffffff020000000001";
  private static final String COOKED = "0000000100060200000000010000";

  @ParameterizedTest
  @CsvSource({
    "0, 02000000, 4",
    "1, " + MACS + "0800, 14",
    "1, " + MACS + "86dd, 14",
    "1, " + MACS + "810000050800, 18",
    "1, " + MACS + "88a80005810000060800, 22",
    "1, " + MACS + "91000005810000068100000786dd, -1",
    "1, " + MACS + "0806, -1",
    "12, '', 0",
    "14, '', 0",
    "101, '', 0",
    "108, 00000002, 4",
    "113, " + COOKED + "0800, 16",
    "113, " + COOKED + "8100000586dd, 20",
    "113, " + COOKED + "0806, -1",
    "228, '', 0",
    "229, '', 0",
    "276, 0800000000000002000100060200000000010000, 20",
    "276, 0806000000000002000100060200000000010000, -1",
  })
  void theIpHeaderIsFound(int linkType, String header, int offset) {
    assertThat(LinkLayer.isKnown(linkType)).isTrue();
    assertThat(LinkLayer.networkOffset(frame(linkType, header + "45"))).isEqualTo(offset);
  }

  @Test
  void noFrameIsTooShort() throws CaptureException {
    for (int linkType : new int[] {0, 1, 12, 14, 101, 108, 113, 228, 229, 276}) {
      for (int length = 0; length < 24; length++) {
        byte[] bytes = new byte[length];
        PacketView.Kind kind =
            Replay.read(new Frame(1, 0, linkType, bytes), new PacketView(), Path.of("x"));
        assertThat(kind).isIn(PacketView.Kind.OTHER, PacketView.Kind.DAMAGED);
      }
    }
  }

  @Test
  void anUnknownLinkTypeIsNamed() {
    assertThatThrownBy(() -> Replay.read(frame(105, "00"), new PacketView(), Path.of("wifi.pcap")))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("wifi.pcap: link type 105 is not one of");
  }

  private static Frame frame(int linkType, String hex) {
    return new Frame(1, 0, linkType, HexFormat.of().parseHex(hex));
  }
}
