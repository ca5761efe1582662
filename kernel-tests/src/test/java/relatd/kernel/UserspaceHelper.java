// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// The steps that the manual of conntrackd gives for a userspace helper; the same for the original
/// and for ours, because ours takes its place.
final class UserspaceHelper {
  /// The line with which conntrackd says in its log that it is at work.
  private static final String READY = "initialization completed";

  private UserspaceHelper() {}

  /// `nfct add helper NAME ...`. Has to come before any CT rule: a rule that names an unknown
  /// helper makes the kernel load its own, and then the name is taken (EBUSY).
  static void register(Lab lab, Service service, String nfct) {
    for (Family family : service.families()) {
      for (Transport transport : service.transports()) {
        lab.router()
            .run(nfct, "add", "helper", service.helper(), family.text(), transport.text())
            .orFail();
      }
    }
    lab.owns(() -> withdraw(lab));
  }

  /// Starts a daemon that serves a helper on queue `queue` (IPv4) and `queue + 1` (IPv6).
  static Background serve(Lab lab, Service service, String conntrackd, int queue) {
    return serve(
        lab,
        types(service, queue),
        List.of("env", "RELATD_JAVA_OPTIONS=-Drelatd.rehearsal=off", conntrackd));
  }

  /// Starts a daemon with these types in its configuration.
  ///
  /// @param program what comes before `-C FILE`
  static Background serve(Lab lab, String types, List<String> program) {
    Path log = lab.directory().resolve("conntrackd.log");
    try {
      Path configuration =
          Files.writeString(
              lab.directory().resolve("conntrackd.conf"), configuration(lab.directory(), types));
      List<String> command = new ArrayList<>(program);
      command.addAll(List.of("-C", configuration.toString()));
      Background daemon =
          lab.owns(lab.router().start(lab.directory().resolve("conntrackd.out"), command));
      Await.until(
          program + " is ready",
          () -> (daemon.output() + contents(log)).contains(READY) || !daemon.isAlive(),
          () -> daemon.output() + contents(log));
      if (!daemon.isAlive()) {
        throw new AssertionError(program + " ended:\n" + daemon.output() + contents(log));
      }
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A rule that names the helper keeps it registered: first the rules, then the helper. By the
  /// original, which spares the virtual machine the start of a JVM.
  private static void withdraw(Lab lab) {
    for (String iptables : List.of("iptables", "ip6tables")) {
      lab.router().run(iptables, "-t", "raw", "-F");
    }
    lab.router().run("nfct", "flush", "helper").orFail();
  }

  private static String contents(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String types(Service service, int queue) {
    StringBuilder types = new StringBuilder();
    for (Family family : service.families()) {
      for (Transport transport : service.transports()) {
        types.append(
            """
              Type %s %s %s {
                QueueNum %d
                QueueLen 10240
            %s  }
            """
                .formatted(
                    service.helper(),
                    family.text(),
                    transport.text(),
                    queue + family.ordinal(),
                    String.join("\n", service.typeLines()).indent(4)));
      }
    }
    return types.toString();
  }

  private static String configuration(Path directory, String types) {
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
