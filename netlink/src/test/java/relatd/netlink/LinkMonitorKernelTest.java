// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.posix.Namespaces;

@Tag("kernel")
class LinkMonitorKernelTest {
  @Test
  void devicesAreFoundWithTheirStateAndMtu() {
    Namespaces.inNew(() -> {
      Namespaces.run("ip", "link", "add", "one", "mtu", "1400", "type", "veth", "peer", "two");
      try (LinkMonitor monitor = LinkMonitor.open()) {
        assertThat(monitor.find("three")).isEmpty();
        NetworkDevice down = monitor.find("one").orElseThrow();
        assertThat(down.mtu()).isEqualTo(1400);
        assertThat(down.isUp()).isFalse();
        Namespaces.run("ip", "link", "set", "one", "up");
        NetworkDevice alone = monitor.find("one").orElseThrow();
        assertThat(alone.isUp()).isTrue();
        assertThat(alone.isRunning()).isFalse();
        assertThat(alone.index()).isEqualTo(down.index());
      }
    });
  }

  @Test
  void devicesAreTakenIntoUse() {
    Namespaces.inNew(() -> {
      Namespaces.run("ip", "link", "add", "one", "mtu", "1400", "type", "veth", "peer", "two");
      LinkMonitor.bringUp("one");
      LinkMonitor.bringUp("two", 700);
      try (LinkMonitor monitor = LinkMonitor.open()) {
        assertThat(monitor.find("one")).get().returns(true, NetworkDevice::isUp);
        assertThat(monitor.find("one")).get().returns(1400, NetworkDevice::mtu);
        assertThat(monitor.find("two")).get().returns(true, NetworkDevice::isUp);
        assertThat(monitor.find("two")).get().returns(700, NetworkDevice::mtu);
      }
    });
  }

  @Test
  void changesAreToldAsTheyHappen() {
    Namespaces.inNew(() -> {
      Namespaces.run("ip", "link", "add", "one", "type", "veth", "peer", "two");
      try (LinkMonitor monitor = LinkMonitor.open()) {
        assertThat(changes(monitor, "one")).isEmpty();
        Namespaces.run("ip", "link", "set", "one", "up");
        Namespaces.run("ip", "link", "set", "two", "up");
        NetworkDevice now = changes(monitor, "one").getLast();
        assertThat(now.isUp() && now.isRunning()).isTrue();
        Namespaces.run("ip", "link", "del", "one");
        NetworkDevice gone = changes(monitor, "one").getLast();
        assertThat(gone.removed()).isTrue();
        assertThat(gone.isUp() || gone.isRunning()).isFalse();
      }
    });
  }

  private static List<NetworkDevice> changes(LinkMonitor monitor, String name) {
    List<NetworkDevice> devices = new ArrayList<>();
    monitor.drain(device -> {
      if (device.name().equals(name)) {
        devices.add(device);
      }
    });
    return devices;
  }
}
