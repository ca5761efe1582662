// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A laboratory with an FTP server and a helper provider, where cases are played one by one.
final class FtpStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Lab lab = Lab.open();
  private final HelperProvider provider;
  private final ExpectationEvents events = new ExpectationEvents(lab);

  private FtpStage(HelperProvider provider) {
    this.provider = provider;
  }

  static FtpStage open(HelperProvider provider) {
    FtpStage stage = new FtpStage(provider);
    try {
      FtpServer.start(stage.lab);
      stage.events.subscribe();
      provider.prepare(stage.lab);
      provider.start(stage.lab);
      return stage;
    } catch (RuntimeException | Error e) {
      stage.close();
      throw e;
    }
  }

  /// What a stage of that provider takes, provider's own wishes last.
  static List<Requirement> requirements(HelperProvider provider) {
    List<Requirement> all =
        new ArrayList<>(
            List.of(
                Requirement.ROOT,
                Requirement.IPTABLES,
                Requirement.NAMESPACES,
                Requirement.CONNTRACK_TOOL,
                Requirement.FTP_SERVER,
                Requirement.FTP_CLIENTS));
    all.addAll(provider.requirements());
    return all;
  }

  Lab lab() {
    return lab;
  }

  /// The file arrives, and its connection passed the firewall because it was RELATED.
  void transfers(FtpCase one) {
    Outcome outcome = play(one);
    Namespace router = lab.router();
    expect(outcome, "the file arrives", outcome.out().equals(FtpServer.CONTENT));
    expect(outcome, "the client used " + one.command(), used(outcome, one.command()));
    expect(
        outcome,
        "a data connection passed as RELATED",
        Firewall.relatedPackets(router, one.family()) > 0);
    events.awaitNew(provider.firewall().helperMatch());
    expect(outcome, "control lines were cut", Firewall.uncutPackets(router, one.family()) == 0);
  }

  /// The control connection works, and the data connection is refused: nobody foretold it.
  void refusesData(FtpCase one) {
    Outcome outcome = play(one);
    Namespace router = lab.router();
    expect(outcome, "the login works", outcome.err().contains("230 "));
    expect(outcome, "the client used " + one.command(), used(outcome, one.command()));
    expect(outcome, "no file arrives", outcome.out().isEmpty() && !outcome.ok());
    expect(outcome, "nothing is RELATED", Firewall.relatedPackets(router, one.family()) == 0);
    expect(outcome, "the firewall refused", Firewall.refusedPackets(router, one.family()) > 0);
  }

  private Outcome play(FtpCase one) {
    Firewall firewall =
        provider.firewall().translating(one.translation()).withSmallSegments(one.small());
    firewall.load(lab.router(), one.family());
    events.forget();
    String host =
        one.translation() == Translation.DESTINATION
            ? Lab.innerAddress(one.family())
            : Lab.serverAddress(one.family());
    List<String> command = one.client().fetch(one.command(), one.family(), host);
    return lab.client().run(PATIENCE, command);
  }

  private static boolean used(Outcome outcome, FtpCommand command) {
    return outcome.err().contains(" " + command);
  }

  private void expect(Outcome outcome, String what, boolean holds) {
    if (!holds) {
      throw new AssertionError(
          "not so: %s\n%s\nexpectations:\n%s%s"
              .formatted(
                  what, outcome, lab.router().run("conntrack", "-L", "expect").out(), lab.logs()));
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
