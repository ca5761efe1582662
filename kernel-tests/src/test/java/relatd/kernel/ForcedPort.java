// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import relatd.conntrack.Family;

/// A phone behind source translation that sends from one port and listens on another: what it is
/// answered has to come there. Both sides are scripted: [ForcedPortTalk].
final class ForcedPort {
  private ForcedPort() {}

  /// @throws AssertionError when the answer goes elsewhere
  static void play() {
    HelperProvider provider = new RelatdCthelper(Service.SIP);
    try (Lab lab = Lab.open()) {
      provider.prepare(lab);
      provider.start(lab);
      provider.firewall().translating(Translation.SOURCE).load(lab.router(), Family.INET);
      Background server =
          lab.owns(
              lab.server()
                  .start(
                      lab.directory().resolve("sip.log"),
                      ClassPath.command(ForcedPortTalk.class, "serve", "-")));
      Await.until("the server serves", () -> server.output().contains("here"), server::output);
      Outcome phone =
          lab.client()
              .run(
                  Commands.LIMIT,
                  ClassPath.command(ForcedPortTalk.class, "phone", Lab.serverAddress(Family.INET)));
      if (!phone.out().contains("answered where it listens")) {
        throw new AssertionError(
            "the answer is not where the phone listens\n%s\n%s".formatted(phone, lab.logs()));
      }
    }
  }
}
