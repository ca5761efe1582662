// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;
import java.util.Set;
import relatd.conf.HelperType.Layer4;

/// What the configuration has to know about a helper.
///
/// @param policies its classes and their built-in numbers, position = class
public record KnownHelper(String name, Set<Layer4> transports, List<HelperPolicy> policies) {
  public KnownHelper {
    transports = Set.copyOf(transports);
    policies = List.copyOf(policies);
  }
}
