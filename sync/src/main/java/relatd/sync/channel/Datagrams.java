// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.MemorySegment;

/// Packed messages, ready to go: datagrams that lie one behind the other without gaps.
public interface Datagrams {
  /// Native memory that they lie in.
  MemorySegment buffer();

  int datagrams();

  /// Where one begins.
  int offset(int datagram);

  int length(int datagram);
}
