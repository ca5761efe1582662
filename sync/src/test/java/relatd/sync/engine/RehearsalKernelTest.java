// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.sync.channel.ChannelStats;
import relatd.sync.kernel.EventCounters;
import relatd.sync.kernel.Namespace;

/// What a daemon does at a steady rate has to happen in a rehearsal, too, or its compiled code is
/// thrown away at the first steady events.
@Tag("kernel")
class RehearsalKernelTest {
  @Test
  @DisplayName("of its steady acts: events gather now and then, and now and then do not")
  void rests() {
    Namespace.inNew(() -> {
      EventCounters events = rehearsed().kernel.events().orElseThrow().counters();
      assertThat(events.rests()).isPositive().isLessThan(events.reads());
    });
  }

  @Test
  @DisplayName("what a turn sends is at times more than a packet")
  void packets() {
    Namespace.inNew(() -> {
      SyncEngine node = rehearsed();
      ChannelStats link = node.link.channels().stats(0);
      assertThat(link.packetsSent())
          .isGreaterThan(node.kernel.events().orElseThrow().counters().reads());
    });
  }

  private static SyncEngine rehearsed() {
    return new Rehearsal(TestNode.config("FTFW", ""), () -> false)
        .rehearse(Rehearsal.STEADY_REST, 0, Rehearsal.STEADY_ACTS);
  }
}
