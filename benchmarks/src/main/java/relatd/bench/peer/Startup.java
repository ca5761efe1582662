// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// G: from the start to the first answer, with so many connections in the kernel.
record Startup(int flows) implements Scenario {
  @Override
  public String name() {
    return "G start";
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Cluster cluster = new Cluster(product, Settings.SAMPLE)) {
      cluster.start(1); // the files are read, and this program has done it once
      cluster.stop(1);
      outcome.add(
          Row.atMost(name(), "ready, no flows", "s", 0.3),
          product,
          cluster.start(1).secondsToReady);
      cluster.stop(1);
      cluster.load.make(0, flows);
      outcome.add(
          Row.less(name(), "ready, %d thousand flows".formatted(flows / 1000), "s", 0.5),
          product,
          cluster.start(1).secondsToReady);
    }
  }
}
