// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A: events that have gathered while the primary stood still are read, cached and sent; from a
/// cold start, and when the daemon has done it before.
record Intake(int flows) implements Scenario {
  private static final String WHAT = "A intake, drained";
  private static final Row COLD = Row.less(WHAT, "CPU per event, first time", "us", 0.5);
  private static final Row WARM = Row.less(WHAT, "CPU per event, warm", "us", 0.5);
  private static final Row RATE = Row.more(WHAT, "events per second, warm", "1/s", 2);
  private static final Row BACKUP = Row.less(WHAT, "backup's CPU per event, warm", "us", 0.8);
  private static final int ROUNDS = 6;

  @Override
  public String name() {
    return WHAT;
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Cluster cluster = new Cluster(product, Settings.WIDE)) {
      cluster.startBoth();
      for (int round = 1; round <= ROUNDS; round++) {
        Round figures = round(cluster);
        if (round == 1) {
          outcome.add(COLD, product, figures.primary);
        } else if (round == ROUNDS) {
          outcome.add(WARM, product, figures.primary);
          outcome.add(RATE, product, figures.perSecond);
          outcome.add(BACKUP, product, figures.backup);
        }
        cluster.load.flush();
        Thread.sleep(1500);
        cluster.nodes[1].awaitRest();
        cluster.nodes[2].awaitRest();
      }
    }
  }

  private record Round(double primary, double backup, double perSecond) {}

  private Round round(Cluster cluster) throws Exception {
    Node primary = cluster.nodes[1];
    Node backup = cluster.nodes[2];
    long events = primary.events();
    long cpu = primary.cpu();
    long backupCpu = backup.cpu();
    primary.signal("STOP");
    cluster.load.make(0, flows);
    long begin = System.nanoTime();
    primary.signal("CONT");
    while (primary.events() - events < flows && System.nanoTime() - begin < 60_000_000_000L) {
      Thread.sleep(10);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    primary.awaitRest();
    backup.awaitRest();
    return new Round(
        (double) (primary.cpu() - cpu) / flows,
        (double) (backup.cpu() - backupCpu) / flows,
        flows / seconds);
  }
}
