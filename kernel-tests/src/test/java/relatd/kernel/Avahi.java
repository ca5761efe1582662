// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// avahi-daemon on the server, without D-Bus.
final class Avahi {
  static final String HOST = "relatd-lab.local";

  private Avahi() {}

  static void serve(Lab lab) {
    try {
      Path settings =
          Files.writeString(
              lab.directory().resolve("avahi.conf"),
              """
              [server]
              host-name=%s
              enable-dbus=no
              allow-interfaces=wire
              """
                  .formatted(HOST.substring(0, HOST.indexOf('.'))));
      // Its pid file has one place for all; `ip netns exec` gives each a mount namespace.
      String script =
          "mount -t tmpfs tmpfs /run && exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f "
              + settings;
      Background avahi =
          lab.owns(
              lab.server()
                  .start(lab.directory().resolve("avahi.log"), List.of("sh", "-c", script)));
      Await.until(
          "avahi-daemon has its name",
          () -> avahi.output().contains("Server startup complete") || !avahi.isAlive(),
          avahi::output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
