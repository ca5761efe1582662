// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Address;

/// Which addresses become which: one by one, or network by network of the same length (the host's
/// part stays). The first that fits counts.
public final class AddressMap {
  private static final String FORM = "ADDRESS=ADDRESS or NETWORK/LENGTH=NETWORK/LENGTH";

  private record Rule(Address from, Address to, Address mask) {}

  private final List<Rule> rules = new ArrayList<>();

  public AddressMap() {}

  /// @param rule `10.0.0.1=10.0.0.9`, `10.1.0.0/16=10.9.0.0/16`, `fd01::/64=fd09::/64`
  /// @throws IllegalArgumentException with what is wrong
  public void add(String rule) {
    String[] sides = rule.split("=", -1);
    if (sides.length != 2) {
      throw wrong(rule, "the form is " + FORM);
    }
    String[] from = sides[0].split("/", -1);
    String[] to = sides[1].split("/", -1);
    Address source = address(from[0], rule);
    Address target = address(to[0], rule);
    if (source.family() != target.family()) {
      throw wrong(rule, "IPv4 cannot become IPv6, nor IPv6 IPv4");
    }
    int bits = source.family().addressBytes() * 8;
    int length = from.length == 1 ? bits : length(from, bits, rule);
    if ((to.length == 1 ? bits : length(to, bits, rule)) != length) {
      throw wrong(rule, "both networks have to have the same length");
    }
    Address mask = Address.mask(source.family(), length);
    if (!source.and(mask).equals(source) || !target.and(mask).equals(target)) {
      throw wrong(rule, "there are bits behind the length of the network");
    }
    rules.add(new Rule(source, target, mask));
  }

  private static Address address(String text, String rule) {
    Optional<Address> address = Address.parse(text);
    return address.orElseThrow(() -> wrong(rule, "`" + text + "' is no address"));
  }

  private static int length(String[] network, int most, String rule) {
    boolean number = network.length == 2 && network[1].matches("[0-9]{1,3}");
    if (!number || Integer.parseInt(network[1]) > most) {
      throw wrong(rule, "a length is 0 to " + most);
    }
    return Integer.parseInt(network[1]);
  }

  private static IllegalArgumentException wrong(String rule, String why) {
    return new IllegalArgumentException("`--map " + rule + "': " + why);
  }

  Address map(Address address) {
    for (Rule rule : rules) {
      if (address.family() == rule.from.family() && address.and(rule.mask).equals(rule.from)) {
        return new Address(
            address.family(),
            rule.to.high() | address.high() & ~rule.mask.high(),
            rule.to.low() | address.low() & ~rule.mask.low());
      }
    }
    return address;
  }
}
