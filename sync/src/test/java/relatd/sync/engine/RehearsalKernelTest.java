// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.ctnetlink.ConntrackTable;
import relatd.sync.channel.ChannelStats;
import relatd.sync.kernel.EventCounters;
import relatd.sync.kernel.Namespace;

/// What a daemon does at a steady rate has to happen in a rehearsal, too, or its compiled code is
/// thrown away at the first steady events.
@Tag("kernel")
class RehearsalKernelTest {
  /// Two acts of sixty bursts of twelve, and half of them.
  private static final int LEFT = 2 * 60 * 12 / 2;

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

  @Test
  @DisplayName("of an act's connections half end, and the others stay")
  void ends() {
    Namespace.inNew(() -> {
      rehearsed();
      assertThat(connections()).isEqualTo(LEFT);
    });
  }

  @Test
  @DisplayName("where entries are injected, they come into a table in which there are none yet")
  void tables() {
    Namespace.inNew(() -> {
      Path here = Path.of("/proc/thread-self/ns/net");
      Path first = Files.readSymbolicLink(here);
      rehearsed("DisableExternalCache On");
      assertThat(Files.readSymbolicLink(here)).isNotEqualTo(first);
      // The last ends may be on their way.
      assertThat(connections()).isBetween(LEFT, 2 * LEFT);
    });
  }

  /// Of the script, in the thread's namespace.
  private static int connections() {
    int[] count = new int[1];
    try (ConntrackTable table = ConntrackTable.open()) {
      table.forEach(entry -> {
        if (entry.original().source().toString().startsWith("10.")) {
          count[0]++;
        }
      });
    }
    return count[0];
  }

  private static SyncEngine rehearsed() {
    return rehearsed("");
  }

  private static SyncEngine rehearsed(String options) {
    return new Rehearsal(TestNode.config("FTFW", options), () -> false)
        .rehearse(Rehearsal.STEADY_REST, 0, Rehearsal.STEADY_ACTS);
  }
}
