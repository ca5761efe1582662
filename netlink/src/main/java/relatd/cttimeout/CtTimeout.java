// SPDX-License-Identifier: Apache-2.0
package relatd.cttimeout;

import java.util.List;
import relatd.conntrack.Family;

/// A timeout policy, or the defaults of a protocol.
///
/// @param name what `CT --timeout` calls it, 1 to 31 bytes; empty for defaults
/// @param protocol layer 4 protocol number; 255 for all that the kernel has no states for
/// @param values by state; what is missing is the namespace's default
public record CtTimeout(String name, Family family, int protocol, List<StateTimeout> values) {
  /// `CTNL_TIMEOUT_NAME_MAX` less the end mark.
  static final int NAME_BYTES = 31;

  public CtTimeout {
    values = List.copyOf(values);
  }

  /// How long a connection lives in one state.
  ///
  /// @param state number of [TimeoutStates]
  /// @param seconds unsigned
  public record StateTimeout(int state, int seconds) {}
}
