// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;

/// The FTP helper in user space, registered with a router's kernel, and the rule that gives it to
/// connections. Made and withdrawn by the C nfct for both products: that is not what is compared.
record Registration(Router router) implements AutoCloseable {
  private static final String HELPER = "helper ftp inet tcp";

  static Registration make(Router router) throws IOException, InterruptedException, NotHere {
    try {
      router.run("nfct list helper");
    } catch (IOException refused) {
      throw new NotHere(
          "nfnetlink_cthelper is not in this kernel; benchmarks/peer run --vm boots one that has it");
    }
    // Before the rule, which would make the kernel load its own helper of that name.
    router.run("nfct add " + HELPER);
    Registration registration = new Registration(router);
    try {
      router.run("iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp");
    } catch (IOException | InterruptedException failed) {
      registration.close();
      throw failed;
    }
    return registration;
  }

  /// A rule that names the helper keeps it registered.
  @Override
  public void close() {
    try {
      router.run("iptables -t raw -F");
      router.run("nfct delete " + HELPER);
    } catch (IOException left) {
      System.err.println("a helper is left registered: " + left.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
