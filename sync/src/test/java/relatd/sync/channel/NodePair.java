// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicReference;
import relatd.netlink.LinkMonitor;
import relatd.netlink.NetworkDevice;
import relatd.posix.Errno;
import relatd.posix.Fd;
import relatd.posix.Posix;
import relatd.posix.SystemException;

/// Two network namespaces with two cables between them: `left` has `dev0` (10.9.0.1, fd09::1) and
/// `dev1` (10.9.1.1), `right` the same with 2. The test's thread is in one of them at a time; the
/// sockets that it opens stay there. Nothing is left behind.
final class NodePair {
  @FunctionalInterface
  interface Body {
    void run(NodePair nodes) throws Exception;
  }

  private final Fd left;
  private final Fd right;

  private NodePair() {
    left = enterNew();
    right = enterNew();
    for (int cable = 0; cable < 2; cable++) {
      ip("link add dev" + cable + " type veth peer name dev" + cable + " netns " + path(left));
    }
    inRight();
    addresses(2);
    inLeft();
    addresses(1);
    awaitCarriers();
    inRight();
    awaitCarriers();
    inLeft();
  }

  static void run(Body body) {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                body.run(new NodePair());
              } catch (Throwable thrown) {
                failure.set(thrown);
              }
            });
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    switch (failure.get()) {
      case null -> {
        // all is well
      }
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new AssertionError(other);
    }
  }

  void inLeft() {
    SystemException.check(Posix.setns(left.number(), Posix.CLONE_NEWNET), "enter left");
  }

  void inRight() {
    SystemException.check(Posix.setns(right.number(), Posix.CLONE_NEWNET), "enter right");
  }

  /// Runs `ip` in the present namespace.
  void ip(String arguments) {
    try {
      Process process =
          new ProcessBuilder(("ip " + arguments).split(" ")).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new AssertionError("ip " + arguments + ": " + output);
      }
    } catch (IOException missing) {
      assumeTrue(false, "needs ip (package iproute2): " + missing.getMessage());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void addresses(int node) {
    for (int cable = 0; cable < 2; cable++) {
      String device = " dev dev" + cable;
      ip("link set" + device + " addrgenmode none up");
      ip("addr add 10.9." + cable + "." + node + "/24" + device);
      // Nobody has to be asked whether these addresses are free.
      ip("addr add fe80::" + node + "/64" + device + " nodad");
      ip("addr add fd0" + (9 - cable) + "::" + node + "/64" + device + " nodad");
    }
  }

  /// The kernel tells carriers some time after both ends are up.
  private static void awaitCarriers() {
    try (LinkMonitor monitor = LinkMonitor.open()) {
      int tries = 0;
      while (!(isRunning(monitor, "dev0") && isRunning(monitor, "dev1"))) {
        if (++tries == 100_000) {
          throw new AssertionError("a cable has no carrier");
        }
      }
    }
  }

  private static boolean isRunning(LinkMonitor monitor, String name) {
    return monitor.find(name).filter(NetworkDevice::isRunning).isPresent();
  }

  private static Fd enterNew() {
    int result = Posix.unshare(Posix.CLONE_NEWNET);
    assumeTrue(result == 0, () -> "needs network namespaces: " + Errno.text(-result));
    try (Arena arena = Arena.ofConfined()) {
      int cloexec = 0x80000;
      return new Fd(
          Posix.open(arena.allocateFrom("/proc/thread-self/ns/net"), cloexec, 0), "a namespace");
    }
  }

  private static String path(Fd namespace) {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.number();
  }
}
