// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// Amanda's backup server (amservice, here on the side of the clients) asks amandad for a backup
/// and connects to the port that the answer names. Version 3.5 names a port for DATA alone; what
/// stands behind its MESG, INDEX and STATE is beyond 65535.
record AmandaCase(Family family, Translation translation) implements Exchange {
  private static final Peer CLIENT = AmandaCase::serve;

  /// Hides the machine's own files from amandad and amservice, inside the mount namespace of `ip
  /// netns exec`: names and the datagram service, trusted peers, logs.
  private static final String SETTING =
      """
      cd "$1" && touch lists services
      mount -t tmpfs tmpfs /var/log/amanda && chown backup /var/log/amanda
      mount -t tmpfs tmpfs /var/lib/amanda && mkdir /var/lib/amanda/gnutar-lists
      mount -t tmpfs tmpfs /var/backups && echo "server.lab backup amdump" >/var/backups/.amandahosts
      chmod 600 /var/backups/.amandahosts
      chown -R backup:backup /var/lib/amanda /var/backups
      mount --bind hosts /etc/hosts && mount --bind services /etc/services
      """;

  static List<AmandaCase> all() {
    return List.of(new AmandaCase(Family.INET, Translation.NONE));
  }

  private static void serve(Lab lab) {
    Path directory = lab.directory();
    try {
      Files.createDirectory(directory.resolve("data"));
      Files.writeString(directory.resolve("data/file"), "backed up\n");
      Files.writeString(directory.resolve("services"), "amanda 10080/udp\n");
      Files.writeString(directory.resolve("hosts"), "10.77.1.2 server.lab\n10.77.2.2 client.lab\n");
      Files.writeString(
          directory.resolve("request"),
          """
          <dle>
            <program>GNUTAR</program>
            <disk>%s/data</disk>
            <level>0</level>
            <auth>bsdudp</auth>
            <record>NO</record>
            <index>YES</index>
            <datapath>AMANDA</datapath>
          </dle>
          """
              .formatted(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // It serves one request and ends, as inetd's `wait' has it.
    Background amandad =
        lab.owns(
            lab.server()
                .start(
                    directory.resolve("amandad.log"),
                    asBackup(
                        lab,
                        "while :; do %s /usr/lib/amanda/amandad -auth=bsdudp -udp=10080 sendbackup; done")));
    Await.until(
        "amandad listens",
        () -> !lab.server().run("ss", "-Hlun", "sport", "=", ":10080").out().isBlank(),
        amandad::output);
  }

  private static List<String> asBackup(Lab lab, String command) {
    String backup = "setpriv --reuid=backup --regid=backup --init-groups";
    return List.of(
        "sh", "-c", SETTING + command.formatted(backup), "sh", lab.directory().toString());
  }

  @Override
  public Service service() {
    return Service.AMANDA;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.AMANDA_PROGRAMS);
  }

  @Override
  public Peer server() {
    return CLIENT;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    return asBackup(
        lab, "timeout 20 %s amservice -f request -s client.lab bsdudp sendbackup; echo status $?");
  }

  /// It waits for an answer until it is stopped; where it cannot connect afterwards it breaks down.
  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("status 124")
        ? Optional.of("the backup is answered")
        : Optional.empty();
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return (client.out() + client.err()).contains("Connected")
        ? Optional.empty()
        : Optional.of("the data connection");
  }

  @Override
  public String toString() {
    return "amservice and amandad %s".formatted(translation);
  }
}
