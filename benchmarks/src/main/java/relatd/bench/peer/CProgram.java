// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.Locale;

/// Programs of `src/main/c`, which `benchmarks/peer` compiles. It says in properties where each is,
/// or what it lacked to make it.
enum CProgram {
  /// A queue's floor: it accepts, and does nothing else.
  ACCEPT,
  /// In C as well: in a virtual machine a load that had to be compiled first would be most of what
  /// is measured.
  FTP_SERVER,
  FTP_CLIENT;

  private String property() {
    return "relatd." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The program's path.
  String path() throws NotHere {
    String path = System.getProperty(property(), "");
    if (path.isEmpty()) {
      throw new NotHere(System.getProperty(property() + ".missing", property() + " is not given"));
    }
    return path;
  }
}
