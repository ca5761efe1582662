// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import relatd.conntrack.Family;

/// The steps that the manual of conntrackd gives for a userspace FTP helper; the same for the
/// original and for ours, because ours takes its place.
final class UserspaceHelper {
  /// The line with which conntrackd says in its log that it is at work.
  private static final String READY = "initialization completed";

  private UserspaceHelper() {}

  /// `nfct add helper ftp ...`. Has to come before any CT rule: a rule that names an unknown helper
  /// makes the kernel load its own, and then the name is taken (EBUSY).
  static void register(Lab lab, String nfct) {
    for (Family family : Family.values()) {
      lab.router().run(nfct, "add", "helper", "ftp", family.text(), "tcp").orFail();
    }
    lab.owns(() -> withdraw(lab, nfct));
  }

  /// Starts a daemon that serves `ftp` on queue `queue` (IPv4) and `queue + 1` (IPv6).
  static Background serve(Lab lab, String conntrackd, int queue) {
    Path log = lab.directory().resolve("conntrackd.log");
    try {
      Path configuration =
          Files.writeString(
              lab.directory().resolve("conntrackd.conf"), configuration(lab.directory(), queue));
      List<String> command = List.of(conntrackd, "-C", configuration.toString());
      Background daemon =
          lab.owns(lab.router().start(lab.directory().resolve("conntrackd.out"), command));
      Await.until(
          conntrackd + " is ready",
          () -> (daemon.output() + contents(log)).contains(READY) || !daemon.isAlive(),
          () -> daemon.output() + contents(log));
      if (!daemon.isAlive()) {
        throw new AssertionError(conntrackd + " ended:\n" + daemon.output() + contents(log));
      }
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A rule that names the helper keeps it registered: first the rules, then the helper.
  private static void withdraw(Lab lab, String nfct) {
    for (String iptables : List.of("iptables", "ip6tables")) {
      lab.router().run(iptables, "-t", "raw", "-F");
    }
    lab.router().run(nfct, "flush", "helper").orFail();
  }

  private static String contents(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(Path directory, int queue) {
    StringBuilder types = new StringBuilder();
    for (Family family : Family.values()) {
      types.append(
          """
            Type ftp %s tcp {
              QueueNum %d
              QueueLen 10240
              Policy ftp {
                ExpectMax 1
                ExpectTimeout 300
              }
            }
          """
              .formatted(family.text(), queue + family.ordinal()));
    }
    return """
    Helper {
    %s}
    General {
      LogFile %2$s/conntrackd.log
      LockFile %2$s/conntrackd.lock
      UNIX {
        Path %2$s/conntrackd.ctl
      }
    }
    """
        .formatted(types, directory);
  }
}
