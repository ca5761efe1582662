// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/// One link clause while it is read. The first good address decides the family of a multicast link;
/// an address of the other one is left out.
final class LinkDraft {

  enum Kind {
    MULTICAST("Multicast"),
    UDP("UDP"),
    TCP("TCP");

    final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private enum Family {
    UNKNOWN,
    IPV4,
    IPV6
  }

  final Kind kind;
  final Token keyword;
  boolean preferred;
  int port;
  int sendBuffer;
  int receiveBuffer;
  boolean checksum = true;

  private final Reading reading;
  private Optional<InetAddress> local = Optional.empty();
  private Optional<InetAddress> peer = Optional.empty();
  private Optional<InetAddress> group = Optional.empty();
  private Optional<Inet4Address> localIpv4 = Optional.empty();
  private Optional<String> networkInterface = Optional.empty();
  private Family family = Family.UNKNOWN;
  private boolean indexKnown;

  LinkDraft(Reading reading, Kind kind, Token keyword) {
    this.reading = reading;
    this.kind = kind;
    this.keyword = keyword;
  }

  void local(Token token, boolean ipv4) {
    local = unicast(token, ipv4).or(() -> local);
  }

  void peer(Token token, boolean ipv4) {
    peer = unicast(token, ipv4).or(() -> peer);
  }

  private Optional<InetAddress> unicast(Token token, boolean ipv4) {
    return ipv4
        ? checked(token, "IPv4", AddressText::ipv4)
        : checked(token, "IPv6", AddressText::ipv6);
  }

  void groupIpv4(Token token) {
    Optional<InetAddress> address = checked(token, "IPv4", AddressText::ipv4);
    if (address.isPresent() && family == Family.IPV6) {
      mixed(token, "your multicast address is IPv4 but is binded to an IPv6 interface? Surely,");
    } else if (address.isPresent()) {
      family = Family.IPV4;
      group = address;
    }
  }

  void interfaceIpv4(Token token) {
    Optional<InetAddress> address = checked(token, "IPv4", AddressText::ipv4);
    if (address.isPresent() && family == Family.IPV6) {
      mixed(token, "your multicast interface is IPv4 but is binded to an IPv6 interface? Surely,");
    } else if (address.isPresent()) {
      family = Family.IPV4;
      localIpv4 = address.map(Inet4Address.class::cast);
    }
  }

  void groupIpv6(Token token) {
    Optional<InetAddress> address = checked(token, "IPv6", AddressText::ipv6);
    if (address.isPresent() && family == Family.IPV4) {
      mixed(token, "your multicast address is IPv6 but is binded to an IPv4 interface? Surely");
    } else if (address.isPresent()) {
      family = Family.IPV6;
      group = address;
      lookUpLate(token);
    }
  }

  /// conntrackd has looked the device up before it knew that its index would be needed and now
  /// looks up the address instead; ours takes the device that was named.
  private void lookUpLate(Token token) {
    if (networkInterface.isPresent() && !indexKnown) {
      reading
          .problems()
          .warning(
              token,
              "Interface stands before IPv6_address: conntrackd joins the group on no particular"
                  + " device; put it after",
              "%s is an invalid interface".formatted(token.text()));
    }
  }

  void networkInterface(Token name) {
    networkInterface = Optional.of(name.text());
    boolean exists = reading.surroundings().hasInterface(name.text());
    indexKnown = exists && family == Family.IPV6;
    if (!exists) {
      String quoted = ProblemLog.quote(name.text());
      reading
          .problems()
          .warning(
              name,
              "there is no network interface '%s' now; the link cannot be opened without it"
                  .formatted(quoted),
              "%s is an invalid interface".formatted(quoted));
    }
  }

  private void mixed(Token token, String original) {
    reading
        .problems()
        .warning(
            token,
            "IPv4 and IPv6 are mixed in one Multicast clause; this address is left out",
            original + " this is not what you want");
  }

  private Optional<InetAddress> checked(
      Token token, String name, Function<String, Optional<InetAddress>> parser) {
    Optional<InetAddress> address = parser.apply(token.text());
    String quoted = ProblemLog.quote(token.text());
    if (address.isEmpty()) {
      reading
          .problems()
          .warning(
              token,
              "%s is not a valid %s address; the line has no effect".formatted(quoted, name),
              "%s is not a valid %s address".formatted(quoted, name));
    } else if (name.equals("IPv4") && AddressText.hasOctal(token.text())) {
      String meant = address.get().getHostAddress();
      reading.problems().advice(token, "a part with a leading zero is octal: " + meant);
    }
    return address;
  }

  Link link(int errorQueueLength) {
    var tuning = new Link.SocketTuning(sendBuffer, receiveBuffer, checksum);
    return switch (kind) {
      case MULTICAST ->
          new Link.Multicast(group, localIpv4, networkInterface, port, tuning, preferred);
      case UDP -> new Link.Udp(local, peer, networkInterface, port, tuning, preferred);
      case TCP ->
          new Link.Tcp(local, peer, networkInterface, port, tuning, preferred, errorQueueLength);
    };
  }
}
