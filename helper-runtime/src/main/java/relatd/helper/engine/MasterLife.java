// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.ctnetlink.Cta;
import relatd.netlink.MessageBuilder;
import relatd.nfqueue.NestWriter;

/// How long the connection of the packet at hand shall live, as the conntrack nest of its verdict
/// says it. Nothing else is in the nest, so that no change made meanwhile is undone.
///
/// ```
///  CT { TIMEOUT u32, seconds, network order }
/// ```
final class MasterLife implements NestWriter {
  private int seconds;

  /// A new packet: the kernel's own time counts.
  void begin() {
    seconds = 0;
  }

  void keep(int seconds) {
    this.seconds = seconds;
  }

  boolean isKept() {
    return seconds > 0;
  }

  @Override
  public void write(MessageBuilder into) {
    if (seconds > 0) {
      into.putU32(Cta.CTA_TIMEOUT, seconds);
    }
  }
}
