// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperPolicy;
import relatd.cthelper.CtHelperTable;
import relatd.ctnetlink.ConntrackTable;
import relatd.ctnetlink.ExpectTable;
import relatd.posix.Posix;
import relatd.posix.SystemException;

/// Finds out what [ExpectedFlows] this kernel has, in a network namespace made for it: a connection
/// with a helper of ours, an expectation, a datagram that fulfils it, and a look at what helper the
/// new connection has.
///
/// Needs root, `nft` or `iptables` (something must switch connection tracking on in the new
/// namespace) and nfnetlink_cthelper. Leaves nothing behind but what a crash in the middle would
/// leave: the helper `relatd-probe`, which the next probe removes.
public final class ExpectedFlowProbe {
  private static final String HELPER = "relatd-probe";
  private static final Address HOST = Address.of("127.0.0.1");
  private static final int MASTER_FROM = 40_001;
  private static final int MASTER_TO = 40_002;
  private static final int UNNAMED = 40_003;
  private static final int NAMED = 40_004;
  private static final long PATIENCE_SECONDS = 10;

  private ExpectedFlowProbe() {}

  /// The kernel's answer; empty when it cannot be asked (no right to make a namespace, no
  /// nfnetlink_cthelper, no tool).
  public static Optional<ExpectedFlows> probe() {
    FutureTask<Optional<ExpectedFlows>> task = new FutureTask<>(ExpectedFlowProbe::inNamespace);
    // A thread of its own: it leaves the process's network namespace and ends there.
    Thread.ofPlatform().daemon().name("probe").start(task);
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return Optional.empty();
    }
  }

  private static Optional<ExpectedFlows> inNamespace() throws IOException, InterruptedException {
    if (Posix.unshare(Posix.CLONE_NEWNET) < 0
        || !run("ip", "link", "set", "lo", "up")
        || !switchTrackingOn()) {
      return Optional.empty();
    }
    try (CtHelperTable helpers = CtHelperTable.open();
        ConntrackTable conntracks = ConntrackTable.open();
        ExpectTable expectations = ExpectTable.open()) {
      forget(helpers);
      helpers.register(
          new CtHelper(
              HELPER,
              Family.INET,
              Protocol.UDP,
              0,
              List.of(new CtHelperPolicy(HELPER, 2, Duration.ofSeconds(10))),
              0,
              false));
      try {
        return Optional.of(ask(conntracks, expectations));
      } finally {
        forget(helpers);
      }
    }
  }

  private static ExpectedFlows ask(ConntrackTable conntracks, ExpectTable expectations)
      throws IOException {
    Tuple master = udp(MASTER_FROM, MASTER_TO);
    conntracks.create(
        Conntrack.of(master, master.inverse())
            .status(Status.CONFIRMED)
            .timeout(60)
            .helper(new AttachedHelper(HELPER, new byte[0]))
            .build());
    expectations.create(expectation(master, UNNAMED));
    if (hasHelper(conntracks, UNNAMED)) {
      return ExpectedFlows.INHERITED;
    }
    expectations.create(expectation(master, NAMED), HELPER);
    return hasHelper(conntracks, NAMED) ? ExpectedFlows.NAMED : ExpectedFlows.NAMED_BY_VERDICT;
  }

  /// Fulfils the expectation and reads the connection that came of it.
  private static boolean hasHelper(ConntrackTable conntracks, int port) throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
      socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("127.0.0.1"), port));
      return conntracks
          .get(udp(socket.getLocalPort(), port))
          .flatMap(Conntrack::helper)
          .isPresent();
    }
  }

  private static Expectation expectation(Tuple master, int port) {
    return new Expectation(
        master,
        udp(0, port),
        TupleMask.anyPort(Family.INET),
        0,
        0,
        0,
        0,
        0,
        Optional.empty(),
        "",
        "");
  }

  private static Tuple udp(int from, int to) {
    return Tuple.udp(new Endpoint(HOST, from), new Endpoint(HOST, to));
  }

  private static void forget(CtHelperTable helpers) {
    try {
      helpers.delete(HELPER, Family.INET, Protocol.UDP);
    } catch (SystemException absent) {
      // the usual case
    }
  }

  /// Any rule that looks at the connection's state does.
  private static boolean switchTrackingOn() throws IOException, InterruptedException {
    return run(
            "nft",
            "add table ip t; add chain ip t c { type filter hook input priority 0; }; add rule ip t c ct state new accept")
        || run("iptables", "-A", "INPUT", "-m", "conntrack", "--ctstate", "NEW", "-j", "ACCEPT");
  }

  /// A child is started in the network namespace of the thread that starts it.
  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
