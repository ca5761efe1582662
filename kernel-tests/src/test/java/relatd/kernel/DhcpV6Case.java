// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Family;

/// ISC's dhclient asks the link for an address, and ISC's dhcpd answers from its own address.
record DhcpV6Case() implements Exchange {
  private static final Peer SERVER = DhcpV6Case::serve;

  static List<DhcpV6Case> all() {
    return List.of(new DhcpV6Case());
  }

  private static void serve(Lab lab) {
    Path directory = lab.directory();
    try {
      Files.writeString(directory.resolve("dhcpd.leases"), "");
      Files.writeString(
          directory.resolve("dhcpd.conf"),
          "subnet6 fd77:2::/64 {\n  range6 fd77:2::100 fd77:2::1ff;\n}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String words =
        "dhcpd -6 -f -d --no-pid -cf %1$s/dhcpd.conf -lf %1$s/dhcpd.leases wire"
            .formatted(directory);
    Background dhcpd =
        lab.owns(lab.server().start(directory.resolve("dhcpd.log"), List.of(words.split(" "))));
    Await.until(
        "dhcpd serves",
        () -> dhcpd.output().contains("Server starting service") || !dhcpd.isAlive(),
        dhcpd::output);
    Await.until(
        "the client's link has an address of its own",
        () ->
            lab.router()
                .run("ip", "-6", "addr", "show", "dev", "outer", "scope", "link", "-tentative")
                .out()
                .contains("fe80:"));
  }

  @Override
  public Service service() {
    return Service.DHCPV6;
  }

  @Override
  public Family family() {
    return Family.INET6;
  }

  @Override
  public Translation translation() {
    return Translation.NONE;
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(Requirement.DHCPV6_PROGRAMS);
  }

  @Override
  public Peer server() {
    return SERVER;
  }

  @Override
  public List<String> client(Lab lab, String host) {
    // Once bound it goes to the background, where it ends with the namespace.
    String words =
        "timeout 6 dhclient -6 -1 -v --no-pid -sf /bin/true -cf /dev/null -lf %s/dhclient.leases outer 2>&1"
            .formatted(lab.directory());
    return List.of("sh", "-c", words);
  }

  @Override
  public Optional<String> controlFails(Outcome client) {
    return client.out().contains("XMT: Solicit")
        ? Optional.empty()
        : Optional.of("a server is solicited");
  }

  @Override
  public Optional<String> dataFails(Lab lab, Outcome client) {
    return client.out().contains("Bound to lease") ? Optional.empty() : Optional.of("a lease");
  }

  @Override
  public String toString() {
    return "dhclient inet6";
  }
}
