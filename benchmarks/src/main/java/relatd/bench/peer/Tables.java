// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A to D, F: what a table of so many connections costs: filling it, memory, dumps, a whole table
/// to a new backup, commits.
record Tables(int flows) implements Scenario {
  private static final int FILL_RATE = 60_000;
  private static final int BUCKETS = 4_194_304;
  private static final int PATIENCE = 10;
  private static final int INTERNAL = 16;
  private static final int EXTERNAL = 17;
  private static final int XML = 24;
  private static final int PUSH = 22;
  private static final int ASK = 23;
  private static final int COMMIT = 46;
  private static final int UPTIME = 30;

  @Override
  public String name() {
    return "B, C, D, F with %d thousand flows".formatted(flows / 1000);
  }

  private Row less(String scenario, String label, String unit, double level) {
    return Row.less(title(scenario), label, unit, level);
  }

  private String title(String scenario) {
    return "%s, %d thousand flows".formatted(scenario, flows / 1000);
  }

  /// With a level that is one of a million flows: what a process needs for itself, and what is
  /// still being compiled, weigh less then.
  private Row large(String scenario, String label, String unit, double level) {
    return flows < 1_000_000
        ? Row.shown(title(scenario), label, unit)
        : less(scenario, label, unit, level);
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Buckets _ = new Buckets(BUCKETS);
        Cluster cluster = new Cluster(product, Settings.WIDE)) {
      cluster.startBoth();
      fill(cluster, product, outcome);
      dumps(cluster.nodes, product, outcome);
      bulk(cluster, product, outcome);
      commits(cluster.nodes[2], product, outcome);
    }
  }

  private void fill(Cluster cluster, Product product, Outcome outcome) throws Exception {
    long primary = cluster.nodes[1].memory();
    long backup = cluster.nodes[2].memory();
    long cpu = cluster.nodes[1].cpu();
    cluster.load.pace(0, flows, FILL_RATE).get();
    cluster.awaitExternal(flows, PATIENCE);
    cluster.nodes[1].awaitRest();
    cluster.nodes[2].awaitRest();
    outcome.add(
        Row.shown(title("A intake"), "CPU per event, 60 thousand a second", "us"),
        product,
        (double) (cluster.nodes[1].cpu() - cpu) / flows);
    String what = "B memory";
    outcome.add(Row.atMost(what, "idle", "MB", 80), product, primary / 1024.0);
    outcome.add(
        less(what, "a flow, internal", "bytes", 1 / 3.0),
        product,
        (cluster.nodes[1].memory() - primary) * 1024.0 / flows);
    outcome.add(
        less(what, "a flow, external", "bytes", 0.345),
        product,
        (cluster.nodes[2].memory() - backup) * 1024.0 / flows);
    outcome.add(
        large(what, "whole process", "MB", 0.5), product, cluster.nodes[1].memory() / 1024.0);
  }

  private void dumps(Node[] nodes, Product product, Outcome outcome) throws Exception {
    outcome.add(large("F dump", "-i", "s", 0.5), product, seconds(nodes[1], INTERNAL));
    outcome.add(large("F dump", "-e", "s", 0.5), product, seconds(nodes[2], EXTERNAL));
    outcome.add(large("F dump", "-i -x", "s", 0.5), product, seconds(nodes[1], XML));
  }

  private static double seconds(Node node, int request) throws Exception {
    return seconds(node, request, ByteBuffer.allocateDirect(1 << 16));
  }

  private static double seconds(Node node, int request, ByteBuffer buffer) throws Exception {
    long begin = System.nanoTime();
    node.converse(request, buffer, bytes -> {});
    return (System.nanoTime() - begin) / 1e9;
  }

  /// To a backup that has just been started, asked by an administrator who does not wait, and again
  /// when it has come to rest.
  private void bulk(Cluster cluster, Product product, Outcome outcome) throws Exception {
    startAnew(cluster);
    bulk(cluster, product, outcome, "-n 1.5 s after the start", 2, ASK);
    startAnew(cluster);
    cluster.nodes[2].awaitRest();
    bulk(cluster, product, outcome, "-B to a new backup", 1, PUSH);
    for (int more = 0; more < 5 && cluster.nodes[2].entries("external") < flows; more++) {
      cluster.nodes[1].ask(PUSH); // what has been lost; all of it is to be committed
      cluster.awaitExternal(flows, PATIENCE);
    }
  }

  private static void startAnew(Cluster cluster) throws Exception {
    cluster.stop(2);
    Thread.sleep(1500);
    cluster.start(2);
    Thread.sleep(1500);
  }

  private void bulk(
      Cluster cluster, Product product, Outcome outcome, String label, int node, int request)
      throws Exception {
    long begin = System.nanoTime();
    cluster.nodes[node].ask(request);
    double asked = (System.nanoTime() - begin) / 1e9;
    double seconds = asked + cluster.awaitExternal(flows, PATIENCE);
    outcome.add(large("D bulk", label, "s", 1), product, seconds);
    outcome.add(
        Row.atMost(title("D bulk"), label + ", missing", "", 0),
        product,
        flows - cluster.nodes[2].entries("external"));
  }

  private void commits(Node backup, Product product, Outcome outcome) throws Exception {
    Pings pings = new Pings(backup, UPTIME);
    long entries = backup.entries("external");
    double first = commit(backup);
    outcome.add(
        Row.more(title("C commit"), "entries a second", "1/s", 4), product, entries / first);
    outcome.add(
        Row.atMost(title("C commit"), "control socket meanwhile, p99", "ms", 10),
        product,
        pings.percentile99());
    outcome.add(large("C commit", "again, all exist", "s", 0.25), product, commit(backup));
  }

  private static double commit(Node backup) throws Exception {
    long begin = System.nanoTime();
    long said = taken(backup);
    backup.ask(COMMIT);
    while (taken(backup) == said && System.nanoTime() - begin < 120_000_000_000L) {
      Thread.sleep(5);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long taken(Node node) throws Exception {
    return node.log().lines().filter(line -> line.contains("commit has taken")).count();
  }

  /// How long a client waits for a short answer, while something else goes on. It needs little of a
  /// processor itself: what it waits for one is counted, too.
  private static final class Pings {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
    private final List<Double> millis = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    Pings(Node node, int request) {
      thread = Thread.ofPlatform().daemon().start(() -> ping(node, request));
    }

    private void ping(Node node, int request) {
      while (!over) {
        try {
          millis.add(seconds(node, request, buffer) * 1000);
          Thread.sleep(1);
        } catch (Exception ended) {
          return;
        }
      }
    }

    double percentile99() throws InterruptedException {
      over = true;
      thread.join();
      List<Double> sorted = millis.stream().sorted().toList();
      return sorted.get((int) (sorted.size() * 0.99));
    }
  }
}
