// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.util.HashMap;
import java.util.Map;

/// Which zones become which. Zone 0 is that of entries without one.
public final class ZoneMap {
  private final Map<Integer, Integer> zones = new HashMap<>();

  public ZoneMap() {}

  /// @param rule `1=2`
  /// @throws IllegalArgumentException with what is wrong
  public void add(String rule) {
    if (!rule.matches("[0-9]{1,5}=[0-9]{1,5}")) {
      throw new IllegalArgumentException("`--zone " + rule + "': the form is NUMBER=NUMBER");
    }
    int equals = rule.indexOf('=');
    int from = Integer.parseInt(rule.substring(0, equals));
    int to = Integer.parseInt(rule.substring(equals + 1));
    if (from > 0xffff || to > 0xffff) {
      throw new IllegalArgumentException("`--zone " + rule + "': a zone is 0 to 65535");
    }
    if (zones.put(from, to) != null) {
      throw new IllegalArgumentException("zone " + from + " has two targets");
    }
  }

  int map(int zone) {
    return zones.getOrDefault(zone, zone);
  }
}
