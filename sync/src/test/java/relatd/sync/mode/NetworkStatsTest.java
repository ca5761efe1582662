// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.sync.Golden;
import relatd.sync.cache.CacheStats;
import relatd.sync.channel.ChannelStats;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.wire.MalformedWire;
import relatd.sync.wire.WireCounters;

class NetworkStatsTest {
  private static final ChannelStats LINK =
      new ChannelStats("multicast traffic", "", 828, 80, 14, 5, 0, 0);

  private final WireCounters wire = new WireCounters();
  private final SequenceTracker sequence = new SequenceTracker();
  private final NetworkStats stats = new NetworkStats(wire, sequence);

  @Test
  void aHealthyNetwork() {
    assertThat(stats.detail() + LINK.summary("sync0")).isEqualTo(Golden.out("ftfw-A-s-network"));
  }

  @Test
  void everyCauseHasItsLine() {
    for (MalformedWire cause : MalformedWire.values()) {
      for (int i = 0; i <= cause.ordinal(); i++) {
        wire.count(cause);
      }
    }
    sequence.accept(10);
    sequence.track(12);
    sequence.track(3);
    assertThat(stats.detail())
        .isEqualTo(
            """
            network statistics:
            \trecv:
            \t\tMalformed messages:\t                  21
            \t\tWrong protocol version:\t                   1
            \t\tMalformed header:\t                   2
            \t\tMalformed payload:\t                   3
            \t\tBad message type:\t                   4
            \t\tTruncated message:\t                   5
            \t\tBad message size:\t                   6
            \tsend:
            \t\tMalformed messages:\t                   0

            sequence tracking statistics:
            \trecv:
            \t\tPackets lost:\t\t                   3
            \t\tPackets before:\t\t                   1

            """);
    assertThat(stats.summary()).contains("21 Malformed msgs                    3 Lost msgs\n\n");
  }

  @Test
  void theWholeOfSync() {
    CacheStats internal = new CacheStats("internal", 7, 7, 8, 0, 0, 0, 10, 0, 1, 0);
    CacheStats external = new CacheStats("external", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(
            internal.summary()
                + external.summary()
                + new TrafficCounters().summary()
                + LINK.summary("sync0")
                + stats.summary())
        .isEqualTo(Golden.out("ftfw-A-s-default"));
  }

  @Test
  void unacknowledgedEntries() {
    ResendText text = new ResendText(4);
    for (int number = 1_795_225_411; number < 1_795_225_415; number++) {
      text.entry(number);
    }
    assertThat(text).hasToString(Golden.out("ftfw-A-s-rsqueue-objects"));
  }

  @Test
  void unacknowledgedControlMessages() {
    ResendText text = new ResendText(1);
    text.control(1_795_223_921, 8);
    assertThat(text).hasToString(Golden.out("ftfw-A-s-rsqueue"));
  }
}
