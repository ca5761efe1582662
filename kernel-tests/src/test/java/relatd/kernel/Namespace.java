// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A network namespace that a laboratory made: commands run inside it, and closing it ends whatever
/// still runs there before it is removed.
final class Namespace implements AutoCloseable {
  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  static Namespace create(String name) {
    Commands.run("ip", "netns", "add", name).orFail();
    Namespace namespace = new Namespace(name);
    namespace.ip("link set lo up");
    return namespace;
  }

  String name() {
    return name;
  }

  /// `ip -n NAME` with the given words; has to work.
  void ip(String words) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(words.split(" ")));
    Commands.run(command.toArray(String[]::new)).orFail();
  }

  Outcome run(String... command) {
    return run(Commands.LIMIT, Arrays.asList(command));
  }

  Outcome run(Duration limit, List<String> command) {
    return Commands.run(limit, "", inside(command));
  }

  /// Runs a command that reads `input`; has to work.
  void feed(String input, String... command) {
    Commands.run(Commands.LIMIT, input, inside(List.of(command))).orFail();
  }

  /// Starts a command beside the test; its output goes to a file.
  Background start(Path output, List<String> command) {
    return Background.start(output, inside(command));
  }

  /// True when somebody listens on that TCP port, on any address of either family.
  boolean listensOn(int port) {
    String out = run("ss", "-Hltn", "sport", "=", ":" + port).orFail().out();
    return !out.isBlank();
  }

  private List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  @Override
  public void close() {
    Commands.run("ip", "netns", "pids", name)
        .out()
        .lines()
        .map(Long::valueOf)
        .map(ProcessHandle::of)
        .flatMap(Optional::stream)
        .forEach(ProcessHandle::destroyForcibly);
    Commands.run("ip", "netns", "del", name);
  }
}
