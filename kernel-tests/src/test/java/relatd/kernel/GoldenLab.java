// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The topology of the recordings, with their addresses.
///
/// ```
///  client 10.1.0.2 ── 10.1.0.1 A 10.2.0.1 ── 10.2.0.2 server
///         fd01::2              │ sync0 10.99.0.1/.2  sync1 10.98.0.1/.2     fd02::2
///                              B
/// ```
///
/// A tracks, and looks into FTP; B does neither.
final class GoldenLab implements AutoCloseable {
  private static final String READY = "initialization completed";

  private final Ground ground = new Ground();
  private final Namespace client;
  private final Namespace server;
  private final List<Namespace> nodes;
  private final Map<Integer, Background> daemons = new TreeMap<>();
  private final SyncProgram program;

  private GoldenLab(SyncProgram program) {
    this.program = program;
    try {
      client = ground.namespace("client");
      server = ground.namespace("server");
      nodes = List.of(ground.namespace("A"), ground.namespace("B"));
      Namespace a = nodes.getFirst();
      wire(client, "cA", "10.1.0.2/24", a, "c0", "10.1.0.1/24");
      wire(server, "sA", "10.2.0.2/24", a, "s0", "10.2.0.1/24");
      wire(a, "sync0", "10.99.0.1/24", nodes.getLast(), "sync0", "10.99.0.2/24");
      wire(a, "sync1", "10.98.0.1/24", nodes.getLast(), "sync1", "10.98.0.2/24");
      six(client, "cA", "fd01::2", a, "c0", "fd01::1");
      six(server, "sA", "fd02::2", a, "s0", "fd02::1");
      a.run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1").orFail();
      for (String iptables : List.of("iptables", "ip6tables")) {
        a.run((iptables + " -A FORWARD -m conntrack --ctstate INVALID -j DROP").split(" "))
            .orFail();
      }
      a.run("iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp".split(" "))
          .orFail();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  static GoldenLab open(SyncProgram program) {
    return new GoldenLab(program);
  }

  private static void wire(
      Namespace one,
      String device,
      String address,
      Namespace other,
      String far,
      String farAddress) {
    one.ip("link add %s type veth peer name %s netns %s".formatted(device, far, other.name()));
    one.ip("address add %s dev %s".formatted(address, device));
    other.ip("address add %s dev %s".formatted(farAddress, far));
    one.ip("link set %s up".formatted(device));
    other.ip("link set %s up".formatted(far));
    if (!device.startsWith("sync")) {
      one.ip("route add default via " + farAddress.replace("/24", ""));
    }
  }

  private static void six(
      Namespace one,
      String device,
      String address,
      Namespace other,
      String far,
      String farAddress) {
    one.ip("address add %s/64 dev %s nodad".formatted(address, device));
    other.ip("address add %s/64 dev %s nodad".formatted(farAddress, far));
    one.ip("-6 route add default via " + farAddress);
  }

  /// A or B.
  ///
  /// @param node 1 or 2
  Namespace node(int node) {
    return nodes.get(node - 1);
  }

  Ground ground() {
    return ground;
  }

  /// Starts a node's daemon with a configuration, in which `@` stands for the node's files.
  void start(int node, String configuration) {
    try {
      Files.writeString(file(node, "conf"), configuration.replace("@", file(node, "").toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Background daemon =
        ground.owns(node(node).start(file(node, "out"), program.daemon(file(node, "conf"))));
    daemons.put(node, daemon);
    Await.until(
        "the daemon is ready",
        () -> log(node).contains(READY) || !daemon.isAlive(),
        () -> daemon.output() + log(node));
  }

  /// The traffic of the recordings: held TCP of both families and FTP, with an announced data
  /// connection; one exchange by UDP and by ICMP.
  void traffic() {
    flows(
        "tcp,10.2.0.2,8000,41000",
        "udp,10.2.0.2,5000,40000",
        "icmp,10.2.0.2",
        "ftp,10.2.0.2,42000",
        "tcp,fd02::2,8000,41001");
  }

  /// An FTP control connection that announces a data connection.
  void control(int from) {
    flows("ftp,10.2.0.2," + from);
  }

  /// The traffic of the statistics' recordings, whose TCP has ended.
  void endedTraffic() {
    flows(
            "tcp,10.2.0.2,8000,41005",
            "udp,10.2.0.2,5000,40000",
            "icmp,10.2.0.2",
            "tcp,fd02::2,8000,41006")
        .kill();
  }

  private Background flows(String... flows) {
    Background echo =
        ground.owns(server.start(output("server.out"), main("serve", "8000", "5000")));
    Await.until("the server serves", () -> echo.output().contains(TrafficMain.SERVING));
    List<String> words = main("open");
    words.addAll(List.of(flows));
    Background holder = ground.owns(client.start(output("client.out"), words));
    Await.until(
        "all flows are open",
        () ->
            holder.output().lines().filter(line -> line.startsWith(TrafficMain.UP)).count()
                == flows.length,
        holder::output);
    return holder;
  }

  private Path output(String name) {
    return ground.directory().resolve(name);
  }

  private static List<String> main(String... words) {
    List<String> all = new ArrayList<>(ClassPath.java());
    all.add(TrafficMain.class.getName());
    all.addAll(List.of(words));
    return all;
  }

  /// Runs the command of a recording again.
  Outcome run(GoldenRun golden) {
    List<String> command = new ArrayList<>();
    if (golden.conntrackd()) {
      command.addAll(List.of(program.command(), "-C", file(golden.node(), "conf").toString()));
    }
    command.addAll(golden.words());
    return node(golden.node()).run(Commands.LIMIT, command);
  }

  /// Puts entries that nobody else makes into a node's kernel.
  void insert(int node, int entries) {
    for (int i = 10; i < 10 + entries; i++) {
      String entry = "-I -p udp -s 10.1.0.%d -d 10.2.0.2 --sport 1 --dport 2 -t 3000".formatted(i);
      node(node).run(("conntrack " + entry).split(" ")).orFail();
    }
  }

  /// Entries of a node's kernel, as Debian's program counts them.
  String kernelEntries(int node) {
    return node(node).run("conntrack", "-C").orFail().out().strip();
  }

  Outcome ask(int node, String... words) {
    return node(node).run(Commands.LIMIT, client(node, words)).orFail();
  }

  /// Asks without waiting for the answer.
  Background startAsking(int node, String... words) {
    return ground.owns(node(node).start(output("asking.out"), client(node, words)));
  }

  private List<String> client(int node, String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.command(), "-C", file(node, "conf").toString()));
    command.addAll(List.of(words));
    return command;
  }

  /// Waits until a daemon that was asked to end has ended.
  void awaitEnd(int node) {
    Await.until("the daemon has ended", () -> !daemons.get(node).isAlive(), () -> log(node));
  }

  String log(int node) {
    try {
      return Files.exists(file(node, "log")) ? Files.readString(file(node, "log")) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file of a node; without ending what its files begin with.
  Path file(int node, String ending) {
    String name = node == 1 ? "A" : "B";
    return ground.directory().resolve(ending.isEmpty() ? name : name + "." + ending);
  }

  @Override
  public void close() {
    ground.close();
  }
}
