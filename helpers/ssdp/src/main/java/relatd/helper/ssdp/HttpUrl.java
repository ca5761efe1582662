// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.Payload;

/// Where an URL leads: `http://host[:port][/path]` with an address for a host (RFC 9110, section
/// 4.2.1; RFC 3986, section 3.2.2). Names are not resolved.
///
/// @param from place of host and port, `[from, to)`
record HttpUrl(Endpoint endpoint, int from, int to) {
  private static final String SCHEME = "HTTP://";
  private static final int DEFAULT_PORT = 80;
  private static final int LONGEST_HOST = 80;

  /// Reads the URL that begins here and ends at or before `to`.
  static Optional<HttpUrl> read(Payload payload, int from, int to) {
    if (!payload.matchesIgnoreCase(from, SCHEME)) {
      return Optional.empty();
    }
    int host = from + SCHEME.length();
    int end = authorityEnd(payload, host, to);
    int hostEnd = hostEnd(payload, host, end);
    int port =
        hostEnd >= end - 1 && hostEnd >= 0
            ? DEFAULT_PORT
            : hostEnd < 0 ? -1 : payload.port(hostEnd + 1, end);
    if (port < 0 || hostEnd > host + LONGEST_HOST) {
      return Optional.empty();
    }
    return address(payload, host, hostEnd)
        .map(known -> new HttpUrl(new Endpoint(known, port), host, end));
  }

  /// Host and port as they stand in an URL.
  static String text(Endpoint endpoint) {
    Address address = endpoint.address();
    String host = address.family() == Family.INET ? address.toString() : "[" + address + "]";
    return host + ":" + endpoint.port();
  }

  private static int authorityEnd(Payload payload, int from, int to) {
    int at = from;
    while (at < to && payload.u8(at) != '/' && payload.u8(at) != '?' && payload.u8(at) != '#') {
      at++;
    }
    return at;
  }

  /// Where the colon before the port stands, or the authority ends; -1 when it is none.
  private static int hostEnd(Payload payload, int from, int end) {
    if (from >= end) {
      return -1;
    }
    boolean brackets = payload.u8(from) == '[';
    int stop = payload.indexOf(brackets ? ']' : ':', from);
    if (stop < 0 || stop >= end) {
      return brackets ? -1 : end;
    }
    int colon = brackets ? stop + 1 : stop;
    return colon == end || payload.u8(colon) == ':' ? colon : -1;
  }

  private static Optional<Address> address(Payload payload, int from, int to) {
    if (payload.u8(from) != '[') {
      return Address.parse(payload.text(from, to));
    }
    String text = payload.text(from + 1, to - 1);
    int zone = text.indexOf('%'); // RFC 6874: of its sender's machine
    return Address.parse(zone < 0 ? text : text.substring(0, zone))
        .filter(address -> address.family() == Family.INET6);
  }
}
