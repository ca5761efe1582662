// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.helper.Options;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.replay.EventText;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.Replay;

/// After AUTH TLS nothing is read any more, unless the configuration says that CCC may follow.
class ResumeAfterCccTest {
  private static final String EXPECT = " REPLY expect ftp tcp 10.77.1.2:* -> 10.77.2.2:";

  @Test
  void withTheOptionClearTextBehindTwoAlertsIsReadAgain() throws IOException {
    assertThat(replay(Map.of("ResumeAfterCcc", "on")))
        .containsExactly(
            "7" + EXPECT + "38530 class 0 timeout 300",
            "11" + EXPECT + "38531 class 0 timeout 300",
            "19" + EXPECT + "38532 class 0 timeout 300");
  }

  @Test
  void withoutItTheConnectionStaysUnread() throws IOException {
    assertThat(replay(Map.of())).hasSize(3).last().isEqualTo("13 REPLY opaque ftp TLS begins");
  }

  private static List<String> replay(Map<String, String> settings) throws IOException {
    FtpHelper ftp = new FtpHelper();
    Options options = new Options(1_024, false, List.of(), settings);
    HelperPorts ports =
        new HelperPorts().add(new ConfiguredHelper(ftp, ftp.policies(), options, true, true), 21);
    List<String> lines = new ArrayList<>();
    Path capture =
        Path.of(System.getProperty("relatd.testdata"), "pcaps", "ftp", "crafted-auth-tls.pcap");
    new Replay(ports, event -> lines.add(EventText.line(event))).file(capture);
    return lines;
  }
}
