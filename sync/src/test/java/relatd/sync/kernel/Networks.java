// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conf.Network;

/// Networks as the configuration has them.
final class Networks {
  private Networks() {}

  static Network of(String text) {
    return Network.parse(text).orElseThrow();
  }
}
