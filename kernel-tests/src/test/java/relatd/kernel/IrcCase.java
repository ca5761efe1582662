// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// A user behind the firewall offers a file over ngircd to one beyond it, who fetches it directly
/// (DCC). The server is a real one, the users are scripted: [IrcUser].
record IrcCase(Family family, Translation translation) implements Exchange {
  private static final Peer NETWORK = IrcCase::serve;

  static List<IrcCase> all(Translation... translations) {
    List<IrcCase> cases = new ArrayList<>();
    for (Translation translation : translations) {
      cases.add(new IrcCase(Family.INET, translation));
    }
    return cases;
  }

  /// The server, and the user who fetches.
  private static void serve(Lab lab) {
    try {
      Path settings =
          Files.writeString(
              lab.directory().resolve("ngircd.conf"),
              """
              [Global]
              Name = irc.lab.example
              Info = laboratory
              Ports = 6667
              ServerUID = nobody
              ServerGID = nogroup
              [Options]
              Ident = no
              PAM = no
              DNS = no
              """);
      Background ngircd =
          lab.owns(
              lab.server()
                  .start(
                      lab.directory().resolve("ngircd.log"),
                      List.of("ngircd", "-n", "-f", settings.toString())));
      Await.until(
          "ngircd listens", () -> lab.server().listensOn(Service.IRC.port()), ngircd::output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Background fetching =
        lab.owns(
            lab.server()
                .start(
                    lab.directory().resolve("irc-user.log"),
                    IrcUser.command("fetch", Lab.serverAddress(Family.INET), "")));
    Await.until(
        "somebody waits for offers", () -> fetching.output().contains("here"), fetching::output);
  }

  @Override
  public Service service() {
    return Service.IRC;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.IRC_SERVER);
  }

  @Override
  public Peer server() {
    return NETWORK;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    return IrcUser.command("offer", host, "10.77.1.2");
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("offered") ? Optional.empty() : Optional.of("the offer is sent");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains("fetched") ? Optional.empty() : Optional.of("it is fetched");
  }

  @Override
  public String toString() {
    return "DCC over ngircd %s".formatted(translation);
  }
}
