// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A: events come at a rate, from a cold start, with the buffers of the sample configuration.
///
/// @param perSecond events
/// @param seconds how long
record Paced(int perSecond, int seconds) implements Scenario {
  @Override
  public String name() {
    return "A intake, %d thousand a second".formatted(perSecond / 1000);
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    int flows = perSecond * seconds;
    try (Cluster cluster = new Cluster(product, Settings.SAMPLE)) {
      cluster.startBoth();
      Node primary = cluster.nodes[1];
      long cpu = primary.cpu();
      cluster.load.pace(0, flows, perSecond).get();
      primary.awaitRest();
      outcome.add(
          Row.less(name(), "CPU per event", "us", 0.5),
          product,
          (double) (primary.cpu() - cpu) / flows);
      outcome.add(Row.atMost(name(), "overruns", "", 0), product, primary.overruns());
    }
  }
}
