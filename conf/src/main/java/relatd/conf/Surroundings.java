// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.OptionalInt;

/// What the language asks the machine while it reads: conntrackd warns about devices that do not
/// exist and takes protocol names from `/etc/protocols`.
public interface Surroundings {

  boolean hasInterface(String name);

  /// Number of a protocol by its name or an alias of it, case counts; empty when unknown.
  OptionalInt protocolNumber(String name);

  /// The machine that we run on.
  static Surroundings system() {
    return new SystemSurroundings();
  }
}
