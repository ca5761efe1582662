// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import relatd.conntrack.Family;

/// A session of Oracle Net that the listener redirects to another port. Both peers are scripted
/// from the description of the protocol (no Oracle here): [TnsListener], [TnsClient].
///
/// @param redirects two, where the connection that was expected is redirected once more
record TnsCase(int redirects, Family family, Translation translation) implements Exchange {
  private static final Peer LISTENER = lab -> serve(lab, 1);
  private static final Peer CHAIN = lab -> serve(lab, 2);

  static List<TnsCase> all(int redirects, Translation... translations) {
    return Stream.of(translations).map(each -> new TnsCase(redirects, Family.INET, each)).toList();
  }

  private static void serve(Lab lab, int redirects) {
    List<String> command = new ArrayList<>(ClassPath.java());
    command.addAll(
        List.of(
            TnsListener.class.getName(),
            Lab.serverAddress(Family.INET),
            Integer.toString(redirects)));
    Background listener = lab.owns(lab.server().start(lab.directory().resolve("tns.log"), command));
    Await.until(
        "the listener listens", () -> lab.server().listensOn(Service.TNS.port()), listener::output);
  }

  @Override
  public Service service() {
    return Service.TNS;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of();
  }

  @Override
  public Peer server() {
    return redirects == 1 ? LISTENER : CHAIN;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    List<String> command = new ArrayList<>(ClassPath.java());
    command.addAll(List.of(TnsClient.class.getName(), host));
    return command;
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("redirected to") ? Optional.empty() : Optional.of("a redirect");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains("accepted") ? Optional.empty() : Optional.of("the session begins");
  }

  @Override
  public String toString() {
    return "scripted TNS, redirects %d %s".formatted(redirects, translation);
  }
}
