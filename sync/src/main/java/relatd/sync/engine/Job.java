// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

/// Work that takes longer than a turn of the loop may last, and is done in steps.
interface Job {
  /// Goes on for about so long.
  ///
  /// @return whether there is more to do
  boolean step(long budgetNanos);
}
