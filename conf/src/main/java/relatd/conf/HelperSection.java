// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;

/// Section Helper: this daemon runs helpers in user space.
///
/// @param setup whether the daemon registers them with the kernel itself; else `nfct helper add`
///   must have been called before
/// @param types in the order of the file
public record HelperSection(boolean setup, List<HelperType> types) {
  public HelperSection {
    types = List.copyOf(types);
  }
}
