// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// scanimage scans with the test device of saned; the image comes over a connection of its own.
record SaneCase(Family family, Translation translation) implements Exchange {
  private static final Peer SCANNER = SaneCase::serve;

  static List<SaneCase> all() {
    return List.of(new SaneCase(Family.INET, Translation.NONE));
  }

  private static void serve(Lab lab) {
    Path settings =
        settings(
            lab,
            "saned",
            "dll.conf",
            "test\n",
            "saned.conf",
            "10.77.1.0/24\n",
            "test.conf",
            """
            number_of_devices 1
            mode Gray
            depth 8
            resolution 50
            br_x 20
            br_y 20
            """);
    List<String> command = List.of("env", "SANE_CONFIG_DIR=" + settings, "saned", "-l", "-e");
    Background saned = lab.owns(lab.server().start(lab.directory().resolve("saned.log"), command));
    Await.until("saned listens", () -> lab.server().listensOn(Service.SANE.port()), saned::output);
  }

  /// A directory with these files: names and contents in turn.
  private static Path settings(Lab lab, String name, String... files) {
    try {
      Path directory = Files.createDirectories(lab.directory().resolve(name));
      for (int i = 0; i < files.length; i += 2) {
        Files.writeString(directory.resolve(files[i]), files[i + 1]);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Service service() {
    return Service.SANE;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.SANE_PROGRAMS);
  }

  @Override
  public Peer server() {
    return SCANNER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    Path settings =
        settings(
            lab, "sane", "dll.conf", "net\n", "net.conf", "connect_timeout = 8\n" + host + "\n");
    String scan = "timeout -k 2 10 scanimage -d net:%s:test:0 --format=pnm | wc -c".formatted(host);
    return List.of("env", "SANE_CONFIG_DIR=" + settings, "sh", "-c", scan);
  }

  /// The device could be opened.
  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.err().contains("open of device")
        ? Optional.of("the scanner is found")
        : Optional.empty();
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return Integer.parseInt(client.out().strip()) > 1_000
        ? Optional.empty()
        : Optional.of("the image arrives");
  }

  @Override
  public String toString() {
    return "scanimage %s %s".formatted(family.text(), translation);
  }
}
