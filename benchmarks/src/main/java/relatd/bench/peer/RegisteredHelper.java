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
  private static final Row ALL = Row.more(WHAT, MANY + " connections, warm", "1/s", 1.3);

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
        Node _ = router.daemon(product);
        FtpTalk talk = new FtpTalk(router)) {
      outcome.add(first(), product, perSecond(talk, 1, seconds));
      perSecond(talk, MANY, warmUp);
      outcome.add(ONE, product, perSecond(talk, 1, seconds));
      outcome.add(ALL, product, perSecond(talk, MANY, seconds));
    }
  }

  private static double perSecond(FtpTalk talk, int connections, int seconds) throws Exception {
    return talk.exchange(FtpTalk.PASV, connections, seconds).expected().perSecond();
  }
}
