// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import relatd.cli.Program;

/// The recordings that need conntrackd in helper mode on a router, and an FTP session through it:
/// once with Debian's daemon, once with ours in its place.
final class MachineSession {
  private static final List<String> LISTED =
      List.of(
          "conntrack-expect-list",
          "conntrack-expect-list-xml",
          "conntrack-list",
          "conntrack-list-xml");
  private static final List<String> HEARD =
      List.of("conntrack-event-expect", "conntrack-event-expect-xml", "conntrack-event");
  private static final List<String> ASKED =
      List.of(
          "conntrackd-helper-cmd-s",
          "conntrackd-helper-cmd-s-cache",
          "conntrackd-helper-cmd-s-runtime",
          "conntrackd-helper-cmd-s-process",
          "conntrackd-helper-cmd-i",
          "conntrackd-helper-cmd-c");

  static final List<String> NAMES =
      Stream.of(
              LISTED,
              HEARD,
              ASKED,
              List.of(
                  "conntrackd-helper-nosetup-missing",
                  "conntrackd-helper-nosetup-added",
                  "nfct-helper-list-running-nosetup",
                  "nfct-helper-list-after-stop",
                  "conntrackd-helper-setup",
                  "nfct-helper-list-running",
                  "conntrackd-helper-setup-twice",
                  "nfct-helper-list-end",
                  "conntrack-event-destroy"))
          .flatMap(List::stream)
          .toList();

  private static final String AT_WORK = "starting in console mode";

  private final Path folder;
  private final MachineRecordings recordings;
  private int port = 42_100;

  /// What Debian's daemon said, for the comparison with ours.
  private final Map<String, Run> living = new LinkedHashMap<>();

  MachineSession(Path folder, MachineRecordings recordings) {
    this.folder = folder;
    this.recordings = recordings;
  }

  void play() {
    for (boolean ours : new boolean[] {false, true}) {
      try (Router router = Router.withoutHelper()) {
        router.shell("nfct flush helper");
        daemons(router, ours);
      }
    }
  }

  private void daemons(Router router, boolean ours) {
    try (Program daemon = start(router, "conntrackd-helper-nosetup-missing", ours)) {
      said("conntrackd-helper-nosetup-missing", MachineRecordings.of(daemon.outcome()), ours);
    }
    router.shell("nfct add helper ftp inet tcp; nfct add helper rpc inet udp");
    serve(
        router,
        "conntrackd-helper-nosetup-added",
        ours,
        () -> {
          both(router, "nfct-helper-list-running-nosetup");
        });
    both(router, "nfct-helper-list-after-stop");
    router.shell("nfct flush helper");
    serve(
        router,
        "conntrackd-helper-setup",
        ours,
        () -> {
          both(router, "nfct-helper-list-running");
          ASKED.forEach(name -> asks(router, name, ours));
          router.shell("iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp");
          HEARD.forEach(name -> hear(router, name, () -> ftp(router, () -> {})));
          ftp(router, () -> LISTED.forEach(name -> both(router, name)));
          router.shell("iptables -t raw -F");
          hear(
              router,
              "conntrack-event-destroy",
              () -> {
                router.talker.datagram(100);
                router.shell("conntrack -D");
              });
        });
    serve(router, "conntrackd-helper-setup-twice", ours, () -> {});
    both(router, "nfct-helper-list-end");
  }

  /// A control session in which a port is announced; it is reset, looked at, and forgotten.
  private void ftp(Router router, Runnable look) {
    Socket control = router.talker.ftp(port++);
    Talker.end(control, true);
    awaitClosed(router);
    look.run();
    router.shell("conntrack -F expect; conntrack -D");
  }

  private static void awaitClosed(Router router) {
    String count = "conntrack -L -p tcp --state CLOSE 2>/dev/null | grep -c .";
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!router.middle.shell(count).out().equals("1\n")) {
      assertThat(System.nanoTime()).as("a closed connection").isLessThan(deadline);
    }
  }

  private void serve(Router router, String name, boolean ours, Runnable meanwhile) {
    try (Program daemon = start(router, name, ours)) {
      daemon.awaitOut(AT_WORK);
      meanwhile.run();
      said(name, MachineRecordings.of(daemon.signal("TERM").outcome()), ours);
    }
  }

  private Program start(Router router, String name, boolean ours) {
    Recording recording = MachineRecordings.read(name);
    Path configuration = folder.resolve("A.conf");
    try {
      Files.writeString(configuration, here(recording.files().get("A.conf")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Supplier<Program> start =
        ours
            ? () -> Program.start("conntrackd", "-C", configuration.toString())
            : () ->
                Program.command(Map.of(), List.of("conntrackd", "-C", configuration.toString()));
    return router.middle.call(start);
  }

  private String here(String text) {
    return text.replace("/run/rcx", folder.toString());
  }

  /// A daemon's words: ours are compared when the original has spoken.
  private void said(String name, Run run, boolean ours) {
    if (ours) {
      recordings.compare(name, run, living.get(name));
    } else {
      living.put(name, run);
    }
  }

  private void asks(Router router, String name, boolean ours) {
    Recording asked = placed(name);
    Run answer =
        router.middle.call(() -> ours ? recordings.ours(asked) : MachineRecordings.debians(asked));
    said(name, answer, ours);
  }

  private Recording placed(String name) {
    Recording read = MachineRecordings.read(name);
    return new Recording(
        name, here(read.command()), read.status(), read.input(), read.files(), read.run());
  }

  private void both(Router router, String name) {
    Recording recording = MachineRecordings.read(name);
    Run ours = router.middle.call(() -> recordings.ours(recording));
    recordings.compare(name, ours, router.middle.call(() -> MachineRecordings.debians(recording)));
  }

  private void hear(Router router, String name, Runnable stimulus) {
    Recording recording = MachineRecordings.read(name);
    long events = Listeners.events(recording.run().out());
    try (Listeners listeners = new Listeners(router.middle, recording.words(), 2)) {
      stimulus.run();
      listeners.awaitEvents(events, events);
      Run ours = listeners.endOurs();
      recordings.compare(name, ours, listeners.endOriginal());
    }
  }
}
