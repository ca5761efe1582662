// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// What a start says that may not, or cannot, follow the kernel's connections.
final class KernelPrivilege {
  private KernelPrivilege() {}

  /// @throws StartFailure when this process may not
  static void require() {
    if (!Privilege.mayAdministerNetwork()) {
      throw new StartFailure(
          "can't open netlink handler: Operation not permitted",
          "no ctnetlink kernel support?",
          "initialization failed",
          "cannot follow the kernel's connections: " + Privilege.CURE);
    }
  }

  static StartFailure refused(RuntimeException refusal) {
    return new StartFailure(
        "can't open netlink handler: " + refusal.getMessage(),
        "no ctnetlink kernel support?",
        "initialization failed");
  }
}
