// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import relatd.helper.Transport;

/// What a helper serves, as rules and configurations have to name it.
///
/// @param helper the helper's name
/// @param transports what its protocol runs over here
/// @param port the server's
/// @param typeLines what a `Type` of the configuration says beyond its queue
record Service(String helper, List<Transport> transports, int port, List<String> typeLines) {
  static final Service FTP = tcp("ftp", 21, policy("ftp"));
  static final Service RPC =
      new Service("rpc", List.of(Transport.TCP, Transport.UDP), 111, policy("rpc"));
  static final Service SIP =
      new Service(
          "sip", List.of(Transport.TCP, Transport.UDP), 5060, List.of("Option NatRewrite on"));
  static final Service TFTP = udp("tftp", 69);
  static final Service SANE = tcp("sane", 6566, List.of());
  static final Service TNS = tcp("tns", 1521, policy("tns"));
  static final Service IRC = tcp("irc", 6667, List.of());
  static final Service RTSP = tcp("rtsp", 554, List.of());

  private static Service tcp(String helper, int port, List<String> typeLines) {
    return new Service(helper, List.of(Transport.TCP), port, typeLines);
  }

  private static Service udp(String helper, int port) {
    return new Service(helper, List.of(Transport.UDP), port, List.of());
  }

  /// As the manual of conntrackd has it for its ftp, rpc and tns.
  private static List<String> policy(String name) {
    return List.of("Policy " + name + " {", "  ExpectMax 1", "  ExpectTimeout 300", "}");
  }
}
