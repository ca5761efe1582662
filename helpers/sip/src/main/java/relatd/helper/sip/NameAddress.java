// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.helper.Payload;

/// One value of Contact, From, To and the routes: a SIP URI, with a name and parameters around it
/// (RFC 3261, section 25.1: name-addr, addr-spec).
///
/// ```
///   "Bob" <sip:bob:pw@[2001:db8::1]:5070;transport=tcp?x=y>;expires=600
///                     host           port  parameters        params
/// ```
///
/// A flyweight, re-used for each value.
final class NameAddress {
  static final int DEFAULT_PORT = 5_060;
  private static final int DEFAULT_TLS_PORT = 5_061;

  private Payload text;
  private int host;
  private int hostEnd;
  private int portFrom;
  private int portEnd;
  private int port;
  private int uriParams;
  private int uriEnd;
  private int params;
  private int end;

  /// Reads `[from, to)`; false when there is no SIP URI in it.
  boolean read(Payload payload, int from, int to) {
    text = payload;
    end = to;
    params = Params.begin(payload, from, to);
    int open = openBracket(from, to);
    int uri = open < 0 ? Chars.skipBlanks(payload, from, to) : open + 1;
    uriEnd = open < 0 ? Chars.trimEnd(payload, uri, params) : Chars.find(payload, '>', uri, to);
    return uriEnd >= uri && readUri(uri);
  }

  /// Reads the URI in `[from, to)`, without anything around it.
  boolean readUri(Payload payload, int from, int to) {
    text = payload;
    end = to;
    params = to;
    uriEnd = to;
    return readUri(from);
  }

  /// Reads `host[:port]`, as in a Via field.
  boolean readHost(Payload payload, int from, int to) {
    text = payload;
    end = to;
    params = to;
    uriEnd = to;
    return readHost(from, DEFAULT_PORT);
  }

  int host() {
    return host;
  }

  int hostEnd() {
    return hostEnd;
  }

  /// Where the port's digits are; empty when none is written.
  int portFrom() {
    return portFrom;
  }

  int portEnd() {
    return portEnd;
  }

  boolean hasPort() {
    return portEnd > portFrom;
  }

  /// As written, else the scheme's default.
  int port() {
    return port;
  }

  /// The address and port; empty for a host name.
  Optional<Endpoint> endpoint() {
    Optional<Address> address = Chars.address(text, host, hostEnd);
    return address.map(known -> new Endpoint(known, port));
  }

  /// Whether `transport=` names another one than this.
  boolean isForOther(String transport) {
    int value = Params.find(text, uriParams, uriEnd, "TRANSPORT");
    return value >= 0 && !Chars.is(text, value, Params.end(text, value, uriEnd), transport);
  }

  /// `expires=` in seconds; -1 when it is not there or no number.
  long expires() {
    int value = Params.find(text, params, end, "EXPIRES");
    return value < 0 ? -1 : Chars.number(text, value, Params.end(text, value, end), 0xffff_ffffL);
  }

  private int openBracket(int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      int c = text.u8(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '<' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private boolean readUri(int from) {
    int colon = Chars.find(text, ':', from, Math.min(uriEnd, from + 5));
    boolean secure = colon > 0 && Chars.is(text, from, colon, "SIPS");
    if (colon < 0 || !secure && !Chars.is(text, from, colon, "SIP")) {
      return false;
    }
    int at = Chars.find(text, '@', colon, uriEnd); // a user cannot contain one unescaped
    return readHost(at < 0 ? colon + 1 : at + 1, secure ? DEFAULT_TLS_PORT : DEFAULT_PORT);
  }

  private boolean readHost(int from, int defaultPort) {
    host = from;
    hostEnd = hostEnd(host);
    portFrom = hostEnd;
    portEnd = hostEnd;
    port = defaultPort;
    int rest = hostEnd;
    if (hostEnd < uriEnd && text.u8(hostEnd) == ':') {
      portFrom = hostEnd + 1;
      portEnd = Chars.skipDigits(text, portFrom, uriEnd);
      port = (int) Chars.number(text, portFrom, portEnd, 65_535);
      rest = portEnd;
    }
    uriParams = rest;
    boolean ended = rest == uriEnd || text.u8(rest) == ';' || text.u8(rest) == '?';
    return hostEnd > host && port > 0 && ended;
  }

  private int hostEnd(int from) {
    if (from < uriEnd && text.u8(from) == '[') {
      return Chars.find(text, ']', from, uriEnd) + 1;
    }
    int at = from;
    while (at < uriEnd && ":;?".indexOf(text.u8(at)) < 0) {
      at++;
    }
    return at;
  }
}
