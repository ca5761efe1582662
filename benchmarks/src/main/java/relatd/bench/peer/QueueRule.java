// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// I: FTP's control connections through plain queue rules, on a kernel that attaches no connection
/// to queued packets. conntrackd cannot serve them, so the other column is a bare loop in C: a
/// receive, a verdict and a send for each packet, and no thought.
///
/// @param connections clients at a time
/// @param seconds of each measurement
/// @param warmUp seconds before, of each kind of talk: the compilers' time is not a packet's
record QueueRule(int connections, int seconds, int warmUp) implements Scenario {
  private static final String WHAT = "I queue rule; peer: a bare C loop";

  private static final Row FIRST = Row.shown(WHAT, "CPU per packet, PASV, cold", "us");
  private static final Row NOOP = Row.less(WHAT, "CPU per packet, NOOP", "us", 1.3);
  private static final Row NOOPS = Row.shown(WHAT, "exchanges per second, NOOP", "1/s");
  private static final Row PASV = Row.less(WHAT, "CPU per packet, PASV", "us", 1.3);
  private static final Row PASVS = Row.shown(WHAT, "exchanges per second, PASV", "1/s");

  @Override
  public String name() {
    return WHAT;
  }

  @Override
  public void run(Product product, Outcome outcome) throws Exception {
    for (CProgram program : CProgram.values()) {
      program.path();
    }
    try (Router router = new Router()) {
      // The kernel takes expectations only for connections that have some helper; this one finds
      // nothing in FTP.
      router.run("iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper sane");
      for (String port : new String[] {"--dport", "--sport"}) {
        router.run(
            "iptables -A FORWARD -p tcp %s 21 -j NFQUEUE --queue-num %d"
                .formatted(port, Router.QUEUE));
      }
      try (QueueReader reader = product.original() ? Floor.start(router) : router.daemon(product);
          FtpTalk talk = new FtpTalk(router)) {
        measure(reader, talk, product, outcome);
      }
    }
  }

  private void measure(QueueReader reader, FtpTalk talk, Product product, Outcome outcome)
      throws Exception {
    outcome.add(FIRST, product, talk(reader, talk, FtpTalk.PASV, warmUp, product).cpuPerPacket);
    talk(reader, talk, FtpTalk.NOOP, warmUp, product);
    Figures noop = talk(reader, talk, FtpTalk.NOOP, seconds, product);
    outcome.add(NOOP, product, noop.cpuPerPacket);
    outcome.add(NOOPS, product, noop.perSecond);
    Figures pasv = talk(reader, talk, FtpTalk.PASV, seconds, product);
    outcome.add(PASV, product, pasv.cpuPerPacket);
    outcome.add(PASVS, product, pasv.perSecond);
  }

  private record Figures(double cpuPerPacket, double perSecond) {}

  private Figures talk(
      QueueReader reader, FtpTalk talk, String command, int seconds, Product product)
      throws Exception {
    long cpu = reader.cpu();
    Exchanges exchanges = talk.exchange(command, connections, seconds).read();
    if (command.equals(FtpTalk.PASV) && !product.original()) {
      exchanges.expected();
    }
    return new Figures((double) (reader.cpu() - cpu) / exchanges.packets(), exchanges.perSecond());
  }
}
