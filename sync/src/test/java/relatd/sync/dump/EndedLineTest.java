// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.wire.KernelMessages;
import relatd.text.ConntrackText;
import relatd.text.OutputStyle;

/// The line of an ended connection is what the printer of records makes of the event, without the
/// seconds left.
class EndedLineTest {
  static List<String> events() {
    return KernelMessages.named("-ct-").stream()
        .filter(name -> name.matches("k[0-9.]+-ct-(new|update|destroy).*"))
        .toList();
  }

  @Test
  void thereAreEndsWithAccountingTimesMarkZoneAndHelper() {
    assertThat(events()).anyMatch(name -> name.contains("destroy-tcp4-acct-ts-mark-zone"));
    assertThat(events()).anyMatch(name -> name.endsWith("-helper"));
    assertThat(events()).anyMatch(name -> name.endsWith("-tuplezone"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void saysWhatTheEventSays(String name) {
    ConntrackMessage event = new ConntrackMessage().wrap(KernelMessages.first(name));
    EndedLine line = new EndedLine().of(event);
    assertThat(new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII))
        .isEqualTo(
            new ConntrackText(OutputStyle.of())
                .entry(timeless(event.toConntrack()), Instant.ofEpochSecond(1_800_000_000L)));
  }

  private static Conntrack timeless(Conntrack said) {
    ConntrackBuilder kept = Conntrack.of(said.original(), said.reply());
    said.status().ifPresent(kept::status);
    said.protocolInfo().ifPresent(kept::protocolInfo);
    said.originalCounters().ifPresent(kept::originalCounters);
    said.replyCounters().ifPresent(kept::replyCounters);
    said.mark().ifPresent(kept::mark);
    said.zone().ifPresent(kept::zone);
    said.timestamps().filter(times -> times.stop().isPresent()).ifPresent(kept::timestamps);
    said.helper().ifPresent(kept::helper);
    return kept.build();
  }
}
