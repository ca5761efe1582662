// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import relatd.conntrack.Family;

/// What the words of both subsystems have in common.
final class Words {
  private Words() {}

  static Family family(String word) {
    for (Family family : Family.values()) {
      if (family.text().equals(word)) {
        return family;
      }
    }
    throw new NfctException("unknown layer 3 protocol");
  }
}
