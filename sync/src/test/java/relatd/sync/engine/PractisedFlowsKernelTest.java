// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackTable;
import relatd.sync.kernel.Namespace;

/// What a rehearsal plays is played: the kernel takes every request.
@Tag("kernel")
class PractisedFlowsKernelTest {
  private static final int BURST = 12;
  private static final int ESTABLISHED = 3;
  private static final int LAST_ROUND = 1919;

  @Test
  @DisplayName("connections come in each round, and advance to the last state")
  void comeAndAdvance() {
    Namespace.inNew(() -> {
      Script script = new Script();
      try (ConntrackTable table = ConntrackTable.open();
          PractisedFlows flows = new PractisedFlows(script, BURST, ESTABLISHED)) {
        for (int round : new int[] {0, 1, LAST_ROUND}) {
          for (int state = 1; state <= ESTABLISHED; state++) {
            flows.put(round, state);
            for (Conntrack flow : script.flows(round, BURST, state)) {
              Conntrack kernels = table.get(flow.original()).orElseThrow();
              assertThat(kernels.protocolInfo().isPresent())
                  .isEqualTo(flow.protocolInfo().isPresent());
              assertState(kernels, state);
            }
          }
        }
      }
    });
  }

  @Test
  @DisplayName("connections of a round end, and those of others do not")
  void end() {
    Namespace.inNew(() -> {
      Script script = new Script();
      try (ConntrackTable table = ConntrackTable.open();
          PractisedFlows flows = new PractisedFlows(script, BURST, ESTABLISHED)) {
        flows.put(0, 1);
        flows.put(LAST_ROUND, 1);
        flows.end(LAST_ROUND);
        assertThat(script.flows(0, BURST, 1))
            .allMatch(flow -> table.get(flow.original()).isPresent());
        assertThat(script.flows(LAST_ROUND, BURST, 1))
            .allMatch(flow -> table.get(flow.original()).isEmpty());
      }
    });
  }

  private static void assertState(Conntrack kernels, int state) {
    kernels
        .protocolInfo()
        .ifPresent(info -> {
          assertThat(((ProtocolInfo.Tcp) info).state()).isEqualTo(state);
          boolean assured = (kernels.status().orElseThrow() & Status.ASSURED) != 0;
          assertThat(assured).isEqualTo(state == ESTABLISHED);
        });
  }
}
