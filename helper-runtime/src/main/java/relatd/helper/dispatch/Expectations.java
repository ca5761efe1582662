// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.conntrack.Address;
import relatd.conntrack.Expectation;

/// Where expectations are made: the kernel's table, or replay's.
public interface Expectations {
  /// The answer to an offer.
  enum Grant {
    CREATED,
    /// The same destination is expected already, by this or another connection.
    TAKEN,
    /// It cannot be made at all: no helper on the master, table full ...; the implementation has
    /// counted and logged why.
    FAILED
  }

  /// Creates an expectation, never changing one that exists (CREATE and EXCL).
  Grant create(Expectation expectation);

  /// Gives an expectation that exists its full life again.
  void refresh(Expectation expectation);

  /// Deletes an expectation; one that is gone already is no error.
  void delete(Expectation expectation);

  /// Whether this machine stands between the two hosts: the ways to them leave through different
  /// devices, as far as that is known. A replay knows no routes.
  default boolean isBetween(Address one, Address other) {
    return true;
  }
}
