// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.sync.Golden;

class ChannelTextTest {
  private static final ChannelStats ONE =
      new ChannelStats("multicast traffic", "", 492, 0, 8, 0, 0, 0);
  private static final ChannelStats OTHER =
      new ChannelStats("multicast traffic", "", 120, 0, 2, 0, 0, 0);

  @ParameterizedTest
  @CsvSource({
    "alarm-A-s-link-alldown, DOWN, DOWN",
    "alarm-A-s-link-down, DOWN, RUNNING",
    "alarm-A-s-link-nocarrier, NO_CARRIER, RUNNING"
  })
  void redundantLinks(String golden, LinkStatus one, LinkStatus other) {
    assertThat(ONE.detail("sync0", one, false) + OTHER.detail("sync1", other, true))
        .isEqualTo(Golden.out(golden));
  }

  @Test
  void tcpSaysItsConnectionsInTheShortBlockAlone() {
    ChannelStats tcp =
        new ChannelStats("TCP traffic", " server=connected client=connected", 1360, 56, 6, 6, 1, 0);
    assertThat(tcp.detail("sync0", LinkStatus.RUNNING, true))
        .isEqualTo(Golden.out("nocache-tcp-A-s-link"));
    assertThat(Golden.out("nocache-tcp-A-s")).contains(tcp.summary("sync0"));
  }

  @Test
  void queuesOfFtFw() {
    String printed =
        QueueLevel.heading(1)
            + new QueueLevel(0, QueueLevel.UNBOUNDED, 0).text("txqueue")
            + new QueueLevel(0, 128, 0).text("errorq")
            + new QueueLevel(1, 131_072, 0).text("rsqueue");
    assertThat(printed).isEqualTo(Golden.out("ftfw-A-s-queue"));
  }
}
