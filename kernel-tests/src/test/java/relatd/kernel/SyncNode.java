// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A firewall of a [PairLab] with its daemon.
final class SyncNode {
  /// The line with which conntrackd says in its log that it is at work.
  private static final String READY = "initialization completed";

  private static final Pattern RECEIVED = Pattern.compile("(\\d+) Pckts recv");

  private final PairLab lab;
  private final int number;
  private final SyncProgram program;
  private final Path configuration;
  private final boolean practising;
  private Background daemon;
  private int starts;

  private SyncNode(PairLab lab, int number, SyncProgram program, String conf, boolean practising) {
    this.lab = lab;
    this.practising = practising;
    this.number = number;
    this.program = program;
    this.configuration = path("conf");
    try {
      Files.writeString(configuration, conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /// Starts a node's daemon; it is at work when this returns.
  ///
  /// @param number 1 or 2
  static SyncNode start(PairLab lab, int number, SyncProgram program, SyncConf conf) {
    return start(lab, number, program, conf.text(number, lab.ground().directory()));
  }

  /// @param conf a whole conntrackd.conf, with files as [SyncConf#general] has them
  static SyncNode start(PairLab lab, int number, SyncProgram program, String conf) {
    return new SyncNode(lab, number, program, conf, false);
  }

  /// Starts one of ours as its users do: it practises first.
  static SyncNode practising(PairLab lab, int number, String conf) {
    return new SyncNode(lab, number, SyncProgram.RELATD, conf, true);
  }

  /// The daemon's process.
  long pid() {
    return daemon.pid();
  }

  Namespace namespace() {
    return lab.firewall(number);
  }

  /// Starts the daemon again after [#stop] or [#kill].
  void start() {
    starts++;
    Path output = path("out" + starts);
    List<String> command =
        practising
            ? List.of(program.command(), "-C", configuration.toString())
            : program.daemon(configuration);
    daemon = lab.ground().owns(namespace().start(output, command));
    Await.until(
        this + " is ready",
        () -> readyLines() == starts || !daemon.isAlive(),
        () -> daemon.output() + log());
    if (!daemon.isAlive()) {
      throw new AssertionError(this + " ended:\n" + daemon.output() + log());
    }
  }

  private long readyLines() {
    return log().lines().filter(line -> line.endsWith(READY)).count();
  }

  /// Asks it to end and waits until it has.
  void stop() {
    ask("-k");
    Await.until(this + " has ended", () -> !daemon.isAlive(), this::log);
  }

  /// Ends it at once, as a power failure does; what it leaves behind is removed.
  void kill() {
    daemon.kill();
    try {
      Files.deleteIfExists(path("lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Datagrams from the peer on its one link.
  int received() {
    Matcher count = RECEIVED.matcher(ask("-s", "link"));
    return count.find() ? Integer.parseInt(count.group(1)) : 0;
  }

  /// Runs the node's own client; it has to work.
  String ask(String... options) {
    return ask(program, options);
  }

  /// Runs a client of either program against this daemon; it has to work.
  String ask(SyncProgram client, String... options) {
    List<String> command = new ArrayList<>();
    command.add(client.command());
    command.addAll(List.of("-C", configuration.toString()));
    command.addAll(List.of(options));
    return namespace().run(Commands.LIMIT, command).orFail().out();
  }

  /// Runs a program that is told by its environment where this node's conntrackd is.
  ///
  /// @param prefix of the variables BIN, CONFIG and LOCK
  Outcome environment(String prefix, List<String> program) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                prefix + "BIN=" + this.program.command(),
                prefix + "CONFIG=" + configuration,
                prefix + "LOCK=" + path("lock")));
    command.addAll(program);
    return namespace().run(Commands.LIMIT, command);
  }

  /// What it knows of its own kernel's conntracks, comparable with a peer's [#external].
  List<String> internal() {
    return CacheLines.comparable(ask("-i"));
  }

  List<String> external() {
    return CacheLines.comparable(ask("-e"));
  }

  /// How many of the peer's conntracks it knows.
  int externalCount() {
    String external = ask("-s").replaceFirst("(?s).*cache external:\\s+", "");
    return Integer.parseInt(
        external.replaceFirst("(?s)current active connections:\\s+(\\d+).*", "$1"));
  }

  List<String> internalExpectations() {
    return CacheLines.comparable(ask("-i", "expect"));
  }

  List<String> externalExpectations() {
    return CacheLines.comparable(ask("-e", "expect"));
  }

  /// What its kernel has, comparable with the other node's after a commit.
  List<String> kernel() {
    return CacheLines.kernel(namespace().run("conntrack", "-L").orFail().out());
  }

  List<String> kernelExpectations() {
    return CacheLines.kernelExpectations(
        namespace().run("conntrack", "-L", "expect").orFail().out());
  }

  String log() {
    Path log = path("log");
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String suffix) {
    return lab.ground().directory().resolve("fw-" + number + "." + suffix);
  }

  @Override
  public String toString() {
    return program + " on fw-" + number;
  }
}
