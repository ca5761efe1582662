// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client, a router and a server, each in a namespace; the router's packets go through a queue.
///
/// ```
///  client 10.98.1.2 ──── 10.98.1.1 router 10.98.2.1 ──── 10.98.2.2 server
///                               queue 0: daemon, or floor
/// ```
final class Router implements AutoCloseable {
  static final String SERVER = "10.98.2.2";
  static final int QUEUE = 0;
  static final int QUEUE_LENGTH = 10240;

  /// Column of `/proc/net/netfilter/nfnetlink_queue`: the number of the packet queued last.
  private static final int SEQUENCE = 7;

  private final String name = "peer" + ProcessHandle.current().pid();
  private final Scratch scratch = Scratch.create();

  Router() throws IOException, InterruptedException {
    try {
      for (String namespace : namespaces()) {
        Shell.run("ip netns add " + namespace);
        Shell.run("ip -n " + namespace + " link set lo up");
      }
      link(1, client());
      link(2, server());
      inside(router(), "sysctl -qw net.ipv4.ip_forward=1");
      Files.writeString(
          scratch.folder().resolve("1.conf"), HelperConf.text(scratch.folder().toString()));
    } catch (IOException | InterruptedException failed) {
      close();
      throw failed;
    }
  }

  private void link(int net, String host) throws IOException, InterruptedException {
    Shell.run(
        "ip link add net%d netns %s type veth peer name host netns %s"
            .formatted(net, router(), host));
    Shell.run("ip -n %s addr add 10.98.%d.1/24 dev net%d".formatted(router(), net, net));
    Shell.run("ip -n %s addr add 10.98.%d.2/24 dev host".formatted(host, net));
    Shell.run("ip -n %s link set net%d up".formatted(router(), net));
    Shell.run("ip -n %s link set host up".formatted(host));
    Shell.run("ip -n %s route add default via 10.98.%d.1".formatted(host, net));
  }

  String client() {
    return name + "client";
  }

  String router() {
    return name + "router";
  }

  String server() {
    return name + "server";
  }

  private List<String> namespaces() {
    return List.of(client(), router(), server());
  }

  private static String inside(String namespace, String line)
      throws IOException, InterruptedException {
    return Shell.run("ip netns exec " + namespace + " " + line);
  }

  /// Something that the router's administrator does.
  String run(String line) throws IOException, InterruptedException {
    return inside(router(), line);
  }

  /// Starts a program; its output is to be read by the caller.
  Process start(String namespace, String... program) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.addAll(List.of(program));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// A daemon with the FTP helper on the queue.
  Node daemon(Product product) throws IOException, InterruptedException {
    return new Node(product, router(), scratch.folder(), 1, _ -> isRead());
  }

  /// Whether somebody reads the queue.
  boolean isRead() throws IOException, InterruptedException {
    return !queue().isEmpty();
  }

  /// Packets that were queued so far.
  long queued() throws IOException, InterruptedException {
    return queue().stream().mapToLong(fields -> Long.parseLong(fields[SEQUENCE])).sum();
  }

  private List<String[]> queue() throws IOException, InterruptedException {
    return run("cat /proc/net/netfilter/nfnetlink_queue")
        .lines()
        .map(line -> line.strip().split(" +"))
        .filter(fields -> fields[0].equals(Integer.toString(QUEUE)))
        .toList();
  }

  /// Expectations that were created so far: a column of hexadecimal numbers, a line a processor.
  long expectations() throws IOException, InterruptedException {
    List<String[]> lines =
        run("cat /proc/net/stat/nf_conntrack")
            .lines()
            .map(line -> line.strip().split(" +"))
            .toList();
    int column = Arrays.asList(lines.getFirst()).indexOf("expect_create");
    return lines.stream().skip(1).mapToLong(fields -> Long.parseLong(fields[column], 16)).sum();
  }

  @Override
  public void close() {
    namespaces().forEach(namespace -> Shell.attempt("ip netns del " + namespace));
    scratch.close();
  }
}
