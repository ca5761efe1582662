// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.List;
import java.util.Map;
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
