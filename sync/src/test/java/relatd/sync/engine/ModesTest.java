// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import relatd.conf.SyncMode;
import relatd.sync.kernel.EventOptions;

class ModesTest {

  @Test
  @DisplayName("events gather longest where a peer caches them, and shortly where it injects them")
  void longestRest() {
    assertThat(rest(SyncMode.FtFw.DEFAULT)).isEqualTo(EventOptions.USUAL_REST);
    assertThat(rest(new SyncMode.FtFw(1000, 10, true, false))).isEqualTo(EventOptions.PROMPT_REST);
    assertThat(rest(new SyncMode.Notrack(true, false, false))).isEqualTo(EventOptions.USUAL_REST);
    assertThat(rest(new SyncMode.Notrack(false, true, false))).isEqualTo(EventOptions.PROMPT_REST);
    assertThat(EventOptions.PROMPT_REST).isLessThan(EventOptions.USUAL_REST);
  }

  private static long rest(SyncMode mode) {
    return Modes.of(mode).longestRest();
  }
}
