// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.List;
import java.util.OptionalInt;

/// Names of a protocol's states; a state's number is its place.
final class StateNames {
  private final List<String> names;

  StateNames(String... names) {
    this.names = List.of(names);
  }

  String name(int state) {
    return names.get(state >= 0 && state < names.size() ? state : 0);
  }

  OptionalInt number(String name) {
    int number = names.indexOf(name);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
