// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import relatd.conntrack.Family;
import relatd.netlink.MalformedMessage.Cause;
import relatd.netlink.MessageWalker;

/// The layer 3 family that a message states: addresses are read by it.
final class MessageFamily {
  private MessageFamily() {}

  static Family of(MessageWalker message) {
    int number = message.family();
    if (number == Family.INET.number()) {
      return Family.INET;
    }
    if (number == Family.INET6.number()) {
      return Family.INET6;
    }
    throw Cause.FAMILY.asException();
  }
}
