// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A laboratory with a helper provider, where exchanges are played one by one.
final class Stage implements AutoCloseable {
  private final Lab lab = Lab.open();
  private final HelperProvider provider;
  private final ExpectationEvents events = new ExpectationEvents(lab);
  private final Set<Peer> started = new HashSet<>();

  private Stage(HelperProvider provider) {
    this.provider = provider;
  }

  static Stage open(HelperProvider provider) {
    Stage stage = new Stage(provider);
    try {
      stage.events.subscribe();
      provider.prepare(stage.lab);
      provider.start(stage.lab);
      return stage;
    } catch (RuntimeException | Error e) {
      stage.close();
      throw e;
    }
  }

  /// What a stage of that provider takes for those exchanges, provider's own wishes last.
  static List<Requirement> requirements(
      HelperProvider provider, List<? extends Exchange> exchanges) {
    List<Requirement> all =
        new ArrayList<>(
            List.of(
                Requirement.ROOT,
                Requirement.IPTABLES,
                Requirement.NAMESPACES,
                Requirement.CONNTRACK_TOOL));
    exchanges.stream().flatMap(one -> one.requirements().stream()).distinct().forEach(all::add);
    all.addAll(provider.requirements());
    return all;
  }

  /// The agreed connection works, and it passed the firewall because it was RELATED.
  void passes(Exchange one) {
    Outcome outcome = play(one);
    Namespace router = lab.router();
    require(outcome, one.controlFails(outcome));
    require(outcome, awaitData(one, outcome));
    expect(
        outcome,
        "a data connection passed as RELATED",
        Firewall.relatedPackets(router, one.family()) > 0);
    events.awaitNew(provider.firewall().helpers());
    expect(outcome, "control lines were cut", Firewall.uncutPackets(router, one.family()) == 0);
  }

  /// The control connection works, and the agreed one is refused: nobody foretold it.
  void refuses(Exchange one) {
    Outcome outcome = play(one);
    Namespace router = lab.router();
    require(outcome, one.controlFails(outcome));
    expect(outcome, "nothing arrives", one.dataFails(lab, outcome).isPresent());
    expect(outcome, "nothing is RELATED", Firewall.relatedPackets(router, one.family()) == 0);
    expect(outcome, "the firewall refused", Firewall.refusedPackets(router, one.family()) > 0);
  }

  /// The programs of the stage say this in a log.
  void says(String text) {
    Await.until("`" + text + "' is logged", () -> lab.logs().contains(text), lab::logs);
  }

  private Outcome play(Exchange one) {
    Firewall firewall =
        provider.firewall().translating(one.translation()).withSmallSegments(one.small());
    if (started.add(one.server())) {
      one.server().start(lab);
    }
    firewall.load(lab.router(), one.family());
    events.forget();
    String host =
        one.translation() == Translation.DESTINATION
            ? Lab.innerAddress(one.family())
            : Lab.serverAddress(one.family());
    return one.service().place().client(lab).run(one.patience(), one.client(lab, host));
  }

  private Optional<String> awaitData(Exchange one, Outcome outcome) {
    Await.patiently(() -> one.dataFails(lab, outcome).isEmpty());
    return one.dataFails(lab, outcome);
  }

  private void require(Outcome outcome, Optional<String> failure) {
    failure.ifPresent(what -> expect(outcome, what, false));
  }

  private void expect(Outcome outcome, String what, boolean holds) {
    if (!holds) {
      throw new AssertionError(
          "not so: %s\n%s\nexpectations:\n%s%s\n%s"
              .formatted(
                  what,
                  outcome,
                  lab.router().run("conntrack", "-L", "expect").out(),
                  Stream.of("iptables-save", "ip6tables-save")
                      .map(tool -> lab.router().run(tool, "-c", "-t", "filter").out())
                      .reduce("", String::concat),
                  lab.logs()));
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
