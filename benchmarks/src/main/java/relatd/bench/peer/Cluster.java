// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Two firewalls in network namespaces with a dedicated link between them, daemons on them, and
/// somebody who makes connections in the first one's kernel.
final class Cluster implements AutoCloseable {
  private final String name = "peer" + ProcessHandle.current().pid();
  private final Scratch scratch = Scratch.create();
  private final Path folder = scratch.folder();
  private final Product product;
  final Load load;
  final Node[] nodes = new Node[3];

  Cluster(Product product, Settings settings) throws Exception {
    this.product = product;
    try {
      link(settings);
      this.load = new Load(namespace(1));
    } catch (Exception failed) {
      removeNamespaces();
      throw failed;
    }
  }

  private void link(Settings settings) throws IOException, InterruptedException {
    for (int node = 1; node <= 2; node++) {
      Shell.run("ip netns add " + namespace(node));
    }
    Shell.run(
        "ip link add %s netns %s type veth peer name %s netns %s"
            .formatted(device(1), namespace(1), device(2), namespace(2)));
    for (int node = 1; node <= 2; node++) {
      String ip = "ip -n " + namespace(node);
      Shell.run(ip + " addr add 10.99.0." + node + "/24 dev " + device(node));
      Shell.run(ip + " link set " + device(node) + " up");
      Shell.run(ip + " link set lo up");
      Files.writeString(
          folder.resolve(node + ".conf"), settings.text(folder.toString(), node, device(node)));
    }
  }

  String namespace(int node) {
    return name + "fw" + node;
  }

  private static String device(int node) {
    return "sync" + node;
  }

  /// Has the kernel note when each connection appears.
  void stampConnections() throws IOException, InterruptedException {
    for (int node = 1; node <= 2; node++) {
      Shell.run(
          "ip netns exec %s sysctl -qw net.netfilter.nf_conntrack_timestamp=1"
              .formatted(namespace(node)));
    }
  }

  /// Starts the daemon of a node.
  Node start(int node) throws IOException, InterruptedException {
    nodes[node] = new Node(product, namespace(node), folder, node, Node::answers);
    return nodes[node];
  }

  /// Starts both, the backup first, and waits until they have greeted and prepared themselves.
  void startBoth() throws IOException, InterruptedException {
    start(2);
    start(1);
    Thread.sleep(1200);
    nodes[1].awaitRest();
    nodes[2].awaitRest();
  }

  void stop(int node) {
    if (nodes[node] != null) {
      nodes[node].close();
      nodes[node] = null;
    }
  }

  /// Waits until the backup knows so many, or has learned nothing more for so long, asking as often
  /// as the lab does: the answer comes from the loop that is being measured.
  ///
  /// @return seconds until the last one came
  double awaitExternal(long entries, long patienceSeconds)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long latest = begin;
    long known = -1;
    while (known < entries && System.nanoTime() - latest < patienceSeconds * 1_000_000_000L) {
      if (known >= 0) {
        Thread.sleep(20);
      }
      long now = nodes[2].entries("external");
      if (now != known) {
        known = now;
        latest = System.nanoTime();
      }
    }
    return (latest - begin) / 1e9;
  }

  /// Connections end before their namespaces do: the kernel would go on ending them behind the back
  /// of the next scenario.
  private void endConnections() {
    try (Load other = new Load(namespace(2))) {
      load.flush();
      other.flush();
      Thread.sleep(1000);
    } catch (Exception left) {
      System.err.println("connections left to the end of " + name + ": " + left);
    }
  }

  @Override
  public void close() {
    stop(1);
    stop(2);
    endConnections();
    load.close();
    removeNamespaces();
  }

  private void removeNamespaces() {
    Shell.attempt("ip netns del " + namespace(1));
    Shell.attempt("ip netns del " + namespace(2));
    scratch.close();
  }
}
