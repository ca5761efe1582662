// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;

/// What a run takes from its machine beside the kernel's tables.
///
/// @param labels connlabel.conf
/// @param protocols the list of protocol names
/// @param proc the proc file system
/// @param in what `-R -` reads
/// @param clock the present
record Surroundings(Path labels, Path protocols, Path proc, InputStream in, InstantSource clock) {

  static Surroundings ofSystem() {
    return new Surroundings(
        Path.of("/etc/xtables/connlabel.conf"),
        Path.of("/etc/protocols"),
        Path.of("/proc"),
        System.in,
        InstantSource.system());
  }
}
