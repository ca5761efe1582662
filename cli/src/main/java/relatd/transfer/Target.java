// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// Where imported entries go.
public interface Target extends AutoCloseable {
  void add(Conntrack entry, int line);

  void add(Expectation entry, int line);

  /// Brings what is still waiting to its end.
  void finish();

  /// Conntracks that have arrived.
  long conntracks();

  /// Expectations that have arrived.
  long expectations();

  /// Entries that were refused, each of which was said.
  long refused();

  @Override
  void close();
}
