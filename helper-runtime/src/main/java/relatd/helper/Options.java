// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import relatd.conntrack.Address;

/// What the configuration says for one helper beside its policies. All have safe defaults.
///
/// @param minPort the lowest port that may be offered; a helper that has a reason reads
///   [#minPort(int)] instead
/// @param redirectTo networks outside the connection whose addresses may be offered (the C helpers'
///   "loose" mode, made explicit)
/// @param settings further settings by name, as the helper's page documents them
public record Options(
    int minPort, boolean minPortGiven, List<Network> redirectTo, Map<String, String> settings) {

  public static final Options DEFAULTS = new Options(1024, false, List.of(), Map.of());

  public Options {
    redirectTo = List.copyOf(redirectTo);
    settings = Map.copyOf(settings);
  }

  /// An address and the mask that says which of its bits count.
  public record Network(Address address, Address mask) {
    /// From `10.1.0.0/16` or a single address.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static Network of(String text) {
      int slash = text.indexOf('/');
      Address address = Address.of(slash < 0 ? text : text.substring(0, slash));
      int bits = address.family().addressBytes() * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      return new Network(address, Address.mask(address.family(), prefix));
    }

    public boolean contains(Address other) {
      return other.family() == address.family() && other.and(mask).equals(address.and(mask));
    }
  }

  /// The lowest port that may be offered, for a helper with a default of its own.
  public int minPort(int helperDefault) {
    return minPortGiven ? minPort : helperDefault;
  }

  /// Whether addresses of third hosts may be offered.
  public boolean mayRedirectTo(Address address) {
    for (Network network : redirectTo) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /// Ports of the helper's servers: those of `Ports`, else the helper's own. They tell rules and
  /// shared queues, never a helper what a packet is.
  public Set<Integer> ports(Set<Integer> helperDefault) {
    String given = settings.getOrDefault("Ports", "");
    if (given.isEmpty()) {
      return helperDefault;
    }
    Set<Integer> ports = new TreeSet<>();
    for (String port : given.split(" ")) {
      ports.add(Integer.valueOf(port));
    }
    return ports;
  }

  /// A number of at most nine digits.
  public int number(String name, int otherwise) {
    String text = settings.getOrDefault(name, "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  /// The same, with the networks of a setting beside those of `RedirectTo`.
  public Options alsoRedirectingTo(String name) {
    String given = settings.getOrDefault(name, "");
    if (given.isEmpty()) {
      return this;
    }
    List<Network> networks = new ArrayList<>(redirectTo);
    for (String network : given.split(" ")) {
      networks.add(Network.of(network));
    }
    return new Options(minPort, minPortGiven, networks, settings);
  }

  /// A switch: `on`, `yes`, `true`, `1` in any case are on.
  public boolean isOn(String name, boolean otherwise) {
    String value = settings.get(name);
    return value == null
        ? otherwise
        : switch (value.toLowerCase(java.util.Locale.ROOT)) {
          case "on", "yes", "true", "1" -> true;
          default -> false;
        };
  }
}
