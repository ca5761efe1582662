// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.ctnetlink.ExpectTable;
import relatd.netlink.LinkMonitor;
import relatd.posix.Posix;

/// What the kernel says of ways, in a network namespace that has the loopback device alone.
@Tag("kernel")
class KernelExpectationsKernelTest {
  private static final Address HERE = Address.of("127.0.0.1");
  private static final Address BESIDE = Address.of("127.9.9.9");
  private static final Address NOWHERE = Address.of("198.51.100.1");

  @Test
  void thisMachineIsBetweenHostsUnlessOneDeviceLeadsToBoth() throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<Boolean> task = new FutureTask<>(KernelExpectationsKernelTest::ask);
    Thread.ofPlatform().start(task); // a namespace belongs to the thread that entered it
    assumeTrue(task.get(20, TimeUnit.SECONDS), "needs network namespaces");
  }

  private static boolean ask() {
    if (Posix.unshare(Posix.CLONE_NEWNET) < 0) {
      return false;
    }
    LinkMonitor.bringUp("lo");
    try (KernelExpectations kernel =
        new KernelExpectations(ExpectTable.open(), SilentLog.INSTANCE, new NatFunctions())) {
      assertThat(kernel.isBetween(HERE, BESIDE)).isFalse();
      assertThat(kernel.isBetween(HERE, NOWHERE)).isTrue();
      assertThat(kernel.isBetween(NOWHERE, NOWHERE)).as("no way is known").isTrue();
      assertThat(new CarriedExpectations(kernel).isBetween(HERE, BESIDE)).isFalse();
      FollowedExpectations followed = new FollowedExpectations(kernel, true, new NatFunctions());
      assertThat(followed.isBetween(HERE, BESIDE)).isFalse();
    }
    return true;
  }
}
