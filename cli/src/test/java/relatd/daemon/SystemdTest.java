// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Program;

/// What systemd hears of the daemon's life, sd_notify(3).
class SystemdTest {
  @TempDir Path path;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForegroundDaemonTellsBeginningAndEnd(boolean isAbstract) {
    DaemonFolder folder = new DaemonFolder(path).plain();
    String name = isAbstract ? "@relatd-test-" + path : path.resolve("notify").toString();
    try (NotifySocket systemd = new NotifySocket(name);
        Program daemon = start(folder, Map.of("NOTIFY_SOCKET", systemd.name()))) {
      assertThat(systemd.next()).isEqualTo("READY=1");
      daemon.awaitOut(DaemonFolder.READY).signal("TERM");
      assertThat(systemd.next()).isEqualTo("STOPPING=1");
      assertThat(daemon.outcome().status()).isZero();
      assertThat(systemd.isSilent()).isTrue();
    }
  }

  @Test
  void theWatchdogHearsFromTheLoop() {
    DaemonFolder folder = new DaemonFolder(path).plain();
    try (NotifySocket systemd = new NotifySocket(path.resolve("notify").toString());
        Program daemon =
            start(folder, Map.of("NOTIFY_SOCKET", systemd.name(), "WATCHDOG_USEC", "100000"))) {
      assertThat(systemd.next()).isEqualTo("READY=1");
      assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
      assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
      assertThat(daemon.signal("TERM").outcome().status()).isZero();
    }
  }

  @Test
  void isSilentWhenTheConfigurationSaysSo() {
    DaemonFolder folder = new DaemonFolder(path).write("", "Systemd off");
    try (NotifySocket systemd = new NotifySocket(path.resolve("notify").toString());
        Program daemon =
            start(folder, Map.of("NOTIFY_SOCKET", systemd.name(), "WATCHDOG_USEC", "1000"))) {
      assertThat(daemon.awaitOut(DaemonFolder.READY).signal("TERM").outcome().status()).isZero();
      assertThat(systemd.isSilent()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nowhere/at/all", "relative"})
  void aNameThatNobodyListensOnIsNoHindrance(String name) {
    DaemonFolder folder = new DaemonFolder(path).plain();
    Map<String, String> environment = Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "0");
    try (Program daemon = start(folder, environment)) {
      assertThat(daemon.awaitOut(DaemonFolder.READY).signal("TERM").outcome().status()).isZero();
    }
  }

  @Test
  void theParentNamesTheDaemonThatItStarted() {
    DaemonFolder folder = new DaemonFolder(path).plain();
    try (NotifySocket systemd = new NotifySocket(path.resolve("notify").toString());
        Program parent = start(folder, Map.of("NOTIFY_SOCKET", systemd.name()), "-d")) {
      assertThat(parent.outcome().status()).isZero();
      assertThat(systemd.next()).isEqualTo("MAINPID=" + DetachedTest.pid(folder));
      assertThat(systemd.next()).isEqualTo("READY=1");
      DetachedTest.end(folder);
      assertThat(systemd.next()).isEqualTo("STOPPING=1");
    }
  }

  private static Program start(
      DaemonFolder folder, Map<String, String> environment, String... more) {
    String[] args = new String[2 + more.length];
    args[0] = "-C";
    args[1] = folder.config();
    System.arraycopy(more, 0, args, 2, more.length);
    return Program.start(List.of(), environment, "conntrackd", args);
  }
}
