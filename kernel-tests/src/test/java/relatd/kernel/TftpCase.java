// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// tftp-hpa gets a file from tftpd-hpa, which sends it from a port of its own.
record TftpCase(Family family, Translation translation) implements Exchange {
  private static final Peer SERVER = TftpCase::serve;
  private static final String CONTENT = "sent from another port\n";
  private static final String FILE = "tftp.txt";

  static List<TftpCase> all(Translation... translations) {
    List<TftpCase> cases = new ArrayList<>();
    for (Family family : Family.values()) {
      for (Translation translation : translations) {
        cases.add(new TftpCase(family, translation));
      }
    }
    return cases;
  }

  private static void serve(Lab lab) {
    try {
      Path files = Files.createDirectory(lab.directory().resolve("tftp"));
      Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(files.resolve(FILE), CONTENT);
      Background server =
          lab.owns(
              lab.server()
                  .start(
                      lab.directory().resolve("tftpd.log"),
                      List.of("in.tftpd", "-L", "-a", ":69", "-s", files.toString())));
      Await.until(
          "the TFTP server listens",
          () -> lab.server().run("ss", "-Hlun", "sport", "=", ":69").out().lines().count() > 1,
          server::output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Service service() {
    return Service.TFTP;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.TFTP_PROGRAMS);
  }

  @Override
  public Peer server() {
    return SERVER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    String script =
        "cd %1$s && rm -f %2$s && timeout 12 tftp -m binary %3$s -c get %2$s; cat %2$s"
            .formatted(lab.directory(), FILE, host);
    return List.of("sh", "-c", script);
  }

  /// The protocol has no control connection to speak of: one datagram.
  @Override
  public Optional<String> controlFails(Outcome client) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains(CONTENT) ? Optional.empty() : Optional.of("the file arrives");
  }

  @Override
  public String toString() {
    return "tftp %s %s".formatted(family.text(), translation);
  }
}
