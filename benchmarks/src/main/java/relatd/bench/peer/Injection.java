// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A: the backup brings what it hears straight into its kernel (`DisableExternalCache`). It is
/// asked of daemons that have come to rest: what a start costs is another row's business.
record Injection(int flows, int perSecond) implements Scenario {
  private static final Row CPU =
      Row.less("A direct injection", "backup's CPU per event", "us", 0.4);

  @Override
  public String name() {
    return CPU.scenario();
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Cluster cluster = new Cluster(product, Settings.WIDE.direct())) {
      cluster.startBoth();
      Node backup = cluster.nodes[2];
      cluster.nodes[1].awaitRest();
      backup.awaitRest();
      long cpu = backup.cpu();
      cluster.load.pace(0, flows, perSecond).get();
      backup.awaitRest();
      outcome.add(CPU, product, (double) (backup.cpu() - cpu) / flows);
    }
  }
}
