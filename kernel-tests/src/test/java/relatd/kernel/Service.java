// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// What a helper serves, as rules and configurations have to name it.
///
/// @param helper the helper's name
/// @param transports what its protocol runs over here
/// @param port the server's
/// @param typeLines what a `Type` of the configuration says beyond its queue
/// @param place of the firewall that its control connections meet
record Service(
    String helper, List<Transport> transports, int port, List<String> typeLines, Place place) {
  static final Service FTP = tcp("ftp", 21, policy("ftp"));
  static final Service RPC =
      new Service("rpc", List.of(Transport.TCP, Transport.UDP), 111, policy("rpc"), Place.BETWEEN);
  static final Service SIP =
      new Service(
          "sip",
          List.of(Transport.TCP, Transport.UDP),
          5060,
          List.of("Option NatRewrite on"),
          Place.BETWEEN);
  static final Service TFTP = udp("tftp", 69);
  static final Service SANE = tcp("sane", 6566, List.of());
  static final Service TNS = tcp("tns", 1521, policy("tns"));
  static final Service IRC = tcp("irc", 6667, List.of());
  static final Service RTSP = tcp("rtsp", 554, List.of());
  static final Service AMANDA = udp("amanda", 10_080);
  static final Service MDNS = group("mdns", 5353, Transport.UDP);
  static final Service SLP = group("slp", 427, Transport.UDP);

  /// What a search finds is spoken to over TCP.
  static final Service SSDP = group("ssdp", 1900, Transport.UDP, Transport.TCP);

  static final Service DHCPV6 = group("dhcpv6", 547, Transport.UDP);

  /// Those that it is spoken over.
  List<Family> families() {
    return helper.equals("dhcpv6") ? List.of(Family.INET6) : List.of(Family.values());
  }

  private static Service tcp(String helper, int port, List<String> typeLines) {
    return new Service(helper, List.of(Transport.TCP), port, typeLines, Place.BETWEEN);
  }

  private static Service udp(String helper, int port) {
    return new Service(helper, List.of(Transport.UDP), port, List.of(), Place.BETWEEN);
  }

  /// Asked of a group, at the firewall of the host that asks.
  private static Service group(String helper, int port, Transport... transports) {
    return new Service(helper, List.of(transports), port, List.of(), Place.CLIENT);
  }

  /// As the manual of conntrackd has it for its ftp, rpc and tns.
  private static List<String> policy(String name) {
    return List.of("Policy " + name + " {", "  ExpectMax 1", "  ExpectTimeout 300", "}");
  }
}
