// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// I: PASV and its answer through a daemon whose helper is registered with the kernel; each makes
/// an expectation.
///
/// An emulated processor compiles slowly, for the emulator translates once more what the compilers
/// make. So the first seconds are shown by themselves.
///
/// @param seconds of each measurement
/// @param warmUp seconds between the first measurement and those that have a level
record RegisteredHelper(int seconds, int warmUp) implements Scenario {
  private static final String WHAT = "I helper, PASV exchanges";
  private static final int MANY = 16;
  private static final Row ONE = Row.more(WHAT, "1 connection, warm", "1/s", 1);
  private static final Row ONE_CPU = Row.shown(WHAT, "1 connection, daemon's CPU for each", "us");
  private static final Row ALL = Row.more(WHAT, MANY + " connections, warm", "1/s", 1.3);
  private static final Row ALL_CPU =
      Row.shown(WHAT, MANY + " connections, daemon's CPU for each", "us");

  @Override
  public String name() {
    return WHAT;
  }

  private Row first() {
    return Row.shown(WHAT, "1 connection, first %d seconds".formatted(seconds), "1/s");
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    try (Router router = new Router();
        Registration _ = Registration.make(router);
        Node daemon = router.daemon(product);
        FtpTalk talk = new FtpTalk(router)) {
      outcome.add(first(), product, exchange(talk, 1, seconds).perSecond());
      exchange(talk, MANY, warmUp);
      for (int connections : new int[] {1, MANY}) {
        long cpu = daemon.cpu();
        Exchanges exchanges = exchange(talk, connections, seconds);
        outcome.add(connections == 1 ? ONE : ALL, product, exchanges.perSecond());
        outcome.add(
            connections == 1 ? ONE_CPU : ALL_CPU,
            product,
            (double) (daemon.cpu() - cpu) / exchanges.answered());
      }
    }
  }

  private static Exchanges exchange(FtpTalk talk, int connections, int seconds) throws Exception {
    return talk.exchange(FtpTalk.PASV, connections, seconds).expected();
  }
}
