// SPDX-License-Identifier: Apache-2.0
package relatd.cthelper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.netlink.NetlinkException;
import relatd.posix.Posix;

/// The table against a kernel. Its objects are global to the machine, so only one helper is made,
/// by a name of its own, and removed again.
@Tag("kernel")
class CtHelperKernelTest {
  private static final CtHelper HELPER =
      new CtHelper(
          "relatd-test",
          Family.INET,
          Protocol.TCP,
          9,
          List.of(
              new CtHelperPolicy("one", 3, Duration.ofSeconds(30)),
              new CtHelperPolicy("two", 4, Duration.ofSeconds(40))),
          16,
          true);

  @Test
  void aHelperLivesFromItsRegistrationToItsEnd() {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    try (CtHelperTable table = CtHelperTable.open()) {
      try {
        table.register(HELPER);
      } catch (NetlinkException refusal) {
        assumeTrue(false, "needs nfnetlink_cthelper: " + refusal.getMessage());
      }
      try {
        assertThat(table.get("relatd-test", Family.INET, Protocol.TCP)).contains(HELPER);
        assertThat(table.list()).contains(HELPER);
        assertThatThrownBy(() -> table.register(HELPER)).hasMessageContaining("EEXIST");
        assertThat(table.enable("relatd-test", Family.INET, Protocol.TCP, false)).isTrue();
        assertThat(table.get("relatd-test", Family.INET, Protocol.TCP))
            .contains(HELPER.withEnabled(false));
      } finally {
        table.delete("relatd-test", Family.INET, Protocol.TCP);
      }
      assertThat(table.get("relatd-test", Family.INET, Protocol.TCP)).isEmpty();
    }
  }

  @Test
  void aKernelWithoutTheSubsystemIsNamedAsTheCause() {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    try (CtHelperTable table = CtHelperTable.open()) {
      try {
        table.list();
        assumeTrue(false, "needs a kernel without nfnetlink_cthelper");
      } catch (NetlinkException refusal) {
        assertThat(refusal)
            .hasMessageStartingWith("cannot list helpers: Invalid argument (EINVAL)")
            .hasMessageContaining("modprobe nfnetlink_cthelper");
      }
    }
  }

  @Test
  void whatTheKernelCouldOnlyCallInvalidIsRefusedWithWords() {
    try (CtHelperTable table = CtHelperTable.open()) {
      assertThatThrownBy(() ->
              table.register(
                  new CtHelper("x".repeat(16), Family.INET, 6, 0, HELPER.policies(), 0, true)))
          .hasMessage("the name of a helper has 1 to 15 characters: \"xxxxxxxxxxxxxxxx\"");
      assertThatThrownBy(
              () -> table.register(new CtHelper("x", Family.INET, 6, 0, List.of(), 0, true)))
          .hasMessage("helper x needs 1 to 4 policies, not 0");
    }
  }
}
