// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.helper.Payload;

/// One transport of a field Transport (RFC 2326, section 12.39; RFC 7826, section 18.54):
///
/// ```
///   RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=6000-6001;source=10.0.0.1
///   RTP/AVP/UDP;unicast;dest_addr=":5000"/":5001";src_addr="10.0.0.1:6000"/"10.0.0.1:6001"
/// ```
///
/// @param client ports of the client; none where they are not named
/// @param destination the address that media shall go to, where one is named
/// @param destinationFrom place of its text, `[destinationFrom, destinationTo)`
/// @param source the address that media comes from, where one is named
record TransportSpec(
    Ports client,
    Ports server,
    Optional<Address> destination,
    int destinationFrom,
    int destinationTo,
    Optional<Address> source) {

  /// A port, or a pair.
  ///
  /// @param first 0 where none is named
  /// @param second 0 where only one is named
  /// @param from place of the text, `[from, to)`; 0 where it cannot be written anew
  record Ports(int first, int second, int from, int to) {
    static final Ports NONE = new Ports(0, 0, 0, 0);

    boolean isNamed() {
      return first != 0;
    }

    boolean isSameAs(Ports other) {
      return first == other.first && second == other.second;
    }

    String text() {
      return second == 0 ? Integer.toString(first) : first + "-" + second;
    }
  }

  private static final int LONGEST_ADDRESS = 80;

  /// Reads `[from, to)`, one transport without the comma behind it. Empty when it is not unicast
  /// RTP over UDP, or malformed.
  static Optional<TransportSpec> read(Payload payload, int from, int to) {
    int end = parameterEnd(payload, from, to);
    if (!isUdp(payload, from, end)) {
      return Optional.empty();
    }
    Reading reading = new Reading();
    for (int at = end + 1; at < to && reading.right; at = end + 1) {
      while (at < to && payload.u8(at) == ' ') {
        at++;
      }
      end = parameterEnd(payload, at, to);
      reading.parameter(payload, at, end);
    }
    return reading.right
        ? Optional.of(
            new TransportSpec(
                reading.client,
                reading.server,
                reading.destination,
                reading.destinationFrom,
                reading.destinationTo,
                reading.source))
        : Optional.empty();
  }

  /// Where the transport that begins here ends: at a comma outside quotes.
  static int end(Payload payload, int from, int to) {
    return until(payload, ',', from, to);
  }

  private static int parameterEnd(Payload payload, int from, int to) {
    return until(payload, ';', from, to);
  }

  private static int until(Payload payload, int mark, int from, int to) {
    boolean quoted = false;
    for (int at = from; at < to; at++) {
      int c = payload.u8(at);
      quoted ^= c == '"';
      if (c == mark && !quoted) {
        return at;
      }
    }
    return to;
  }

  /// `RTP/` profile, with `/UDP` or nothing behind it; the default is UDP.
  private static boolean isUdp(Payload payload, int from, int to) {
    if (!payload.matchesIgnoreCase(from, "RTP/")) {
      return false;
    }
    int lower = payload.indexOf('/', from + 4);
    return lower < 0 || lower >= to || to - lower == 4 && payload.matchesIgnoreCase(lower, "/UDP");
  }

  /// The parameters so far.
  private static final class Reading {
    Ports client = Ports.NONE;
    Ports server = Ports.NONE;
    Optional<Address> destination = Optional.empty();
    int destinationFrom;
    int destinationTo;
    Optional<Address> source = Optional.empty();
    boolean right = true;

    void parameter(Payload payload, int from, int to) {
      int value = payload.indexOf('=', from) + 1;
      if (value == 0 || value > to) {
        right = !(to - from == 9 && payload.matchesIgnoreCase(from, "MULTICAST"));
      } else if (payload.matchesIgnoreCase(from, "CLIENT_PORT=")) {
        client = pair(payload, value, to);
      } else if (payload.matchesIgnoreCase(from, "SERVER_PORT=")) {
        server = pair(payload, value, to);
      } else if (payload.matchesIgnoreCase(from, "DESTINATION=")) {
        destination = address(payload, value, to);
        destinationFrom = value;
        destinationTo = to;
      } else if (payload.matchesIgnoreCase(from, "SOURCE=")) {
        source = address(payload, value, to);
      } else if (payload.matchesIgnoreCase(from, "DEST_ADDR=")) {
        client = endpoints(payload, value, to, true);
      } else if (payload.matchesIgnoreCase(from, "SRC_ADDR=")) {
        server = endpoints(payload, value, to, false);
      } else if (payload.matchesIgnoreCase(from, "INTERLEAVED=")) {
        right = false;
      }
    }

    /// `5000` or `5000-5001`.
    private Ports pair(Payload payload, int from, int to) {
      int dash = payload.indexOf('-', from);
      boolean two = dash >= 0 && dash < to;
      int first = payload.port(from, two ? dash : to);
      int second = two ? payload.port(dash + 1, to) : 0;
      right &= first > 0 && second >= 0;
      return new Ports(first, second, from, to);
    }

    private Optional<Address> address(Payload payload, int from, int to) {
      Optional<Address> address =
          to - from > LONGEST_ADDRESS ? Optional.empty() : Address.parse(payload.text(from, to));
      right &= address.isPresent(); // a name leads where nobody knows
      return address;
    }

    /// `"host:port"/"host:port"`, hosts optional.
    private Ports endpoints(Payload payload, int from, int to, boolean toClient) {
      int quote = payload.indexOf('"', from + 1);
      int first = endpoint(payload, from, quote, to, toClient);
      int next = quote + 1;
      boolean two = right && next < to;
      int second = 0;
      if (two) {
        right &= payload.u8(next) == '/' && next + 1 < to;
        second =
            right ? endpoint(payload, next + 1, payload.indexOf('"', next + 2), to, toClient) : 0;
      }
      return new Ports(first, second, 0, 0);
    }

    private int endpoint(Payload payload, int from, int quote, int to, boolean toClient) {
      right &= quote > from && quote < to && payload.u8(from) == '"';
      int colon = right ? quote - 1 : -1;
      while (colon > from && payload.u8(colon) != ':') {
        colon--;
      }
      int port = colon > from ? payload.port(colon + 1, quote) : -1;
      right &= port > 0;
      if (!right) {
        return -1;
      }
      int host = from + 1;
      if (colon > host) {
        boolean brackets = payload.u8(host) == '[' && payload.u8(colon - 1) == ']';
        int shift = brackets ? 1 : 0;
        Optional<Address> named = address(payload, host + shift, colon - shift);
        if (toClient) {
          right &= destination.isEmpty() || destination.equals(named);
          destination = named;
        } else {
          right &= source.isEmpty() || source.equals(named);
          source = named;
        }
      }
      return port;
    }
  }
}
