// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.TupleMask;

/// One line a person reads: `12 REPLY expect ftp tcp 10.0.0.2:* -> 10.0.1.2:41739 class 0 timeout
/// 300`.
public final class EventText {
  private EventText() {}

  public static String line(ReplayEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.frame()).append(' ').append(event.direction()).append(' ');
    line.append(event.kind().text()).append(' ').append(event.helper());
    event.expectation().ifPresent(expectation -> expectation(line, expectation));
    if (!event.reason().isEmpty()) {
      line.append(' ').append(printable(event.reason()));
    }
    return line.toString();
  }

  private static void expectation(StringBuilder line, Expectation expectation) {
    line.append(' ').append(Protocol.name(expectation.tuple().protocol())).append(' ');
    line.append(source(expectation)).append(" -> ");
    line.append(expectation.tuple().destinationEndpoint());
    line.append(" class ").append(expectation.policyClass());
    if (expectation.isPermanent()) {
      line.append(" PERMANENT");
    }
    line.append(" timeout ").append(expectation.timeout());
    expectation
        .nat()
        .ifPresent(nat ->
            line.append(" nat ")
                .append(nat.direction().number())
                .append(" saved ")
                .append(nat.saved())
                .append(' ')
                .append(expectation.function()));
  }

  private static String source(Expectation expectation) {
    TupleMask mask = expectation.mask();
    Address address = expectation.tuple().source();
    String host = network(address, mask);
    String port = mask.sourcePort() == 0 ? "*" : "" + expectation.tuple().sourcePort();
    boolean brackets = address.family() == Family.INET6 && !host.equals("*");
    return brackets ? "[" + host + "]:" + port : host + ":" + port;
  }

  /// `*` for any address, the address where all of it counts, else a network as address and prefix
  /// length.
  static String network(Address address, TupleMask mask) {
    if (mask.source().isAny()) {
      return "*";
    }
    int bits = Long.bitCount(mask.source().high()) + Long.bitCount(mask.source().low());
    boolean whole = bits == address.family().addressBytes() * 8;
    return whole ? address.toString() : address.and(mask.source()) + "/" + bits;
  }

  /// Foreign text with what would disturb a terminal written as `\xNN`.
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(printable(text.charAt(i)));
    }
    return out.toString();
  }

  static String printable(char c) {
    return c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c);
  }

  /// `10.0.0.1:21`, for messages.
  static String endpoint(Endpoint endpoint) {
    return endpoint.toString();
  }
}
