// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import relatd.netlink.MessageBuilder;

/// Writes the attributes inside a verdict's nest, as ctnetlink numbers them.
@FunctionalInterface
public interface NestWriter {
  /// Nothing: enough for what the kernel does whenever a conntrack nest is there.
  NestWriter EMPTY = into -> {};

  void write(MessageBuilder into);
}
