// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.TupleMask;

/// An expectation as a person reads it: `tcp 10.0.0.2:* -> 10.0.1.2:41739 class 0 timeout 300`.
public final class ExpectationText {
  private ExpectationText() {}

  public static String of(Expectation expectation) {
    StringBuilder text = new StringBuilder();
    text.append(Protocol.name(expectation.tuple().protocol())).append(' ');
    text.append(source(expectation)).append(" -> ");
    text.append(expectation.tuple().destinationEndpoint());
    text.append(" class ").append(expectation.policyClass());
    if (expectation.isPermanent()) {
      text.append(" PERMANENT");
    }
    text.append(" timeout ").append(expectation.timeout());
    expectation
        .nat()
        .ifPresent(nat ->
            text.append(" nat ")
                .append(nat.direction().number())
                .append(" saved ")
                .append(nat.saved())
                .append(' ')
                .append(expectation.function()));
    return text.toString();
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
  public static String network(Address address, TupleMask mask) {
    if (mask.source().isAny()) {
      return "*";
    }
    int bits = Long.bitCount(mask.source().high()) + Long.bitCount(mask.source().low());
    boolean whole = bits == address.family().addressBytes() * 8;
    return whole ? address.toString() : address.and(mask.source()) + "/" + bits;
  }
}
