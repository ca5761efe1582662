// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.lang.foreign.MemorySegment;

/// Takes the verdicts of packets that were held back. The packet just dispatched gets its verdict
/// as [Dispatcher]'s answer.
public interface Verdicts {
  void accept(int packetId);

  /// Accepts with other bytes, valid during the call.
  void replace(int packetId, MemorySegment bytes, int length);

  void drop(int packetId);

  /// The connection of the packet being dispatched shall live for so many seconds, from its verdict
  /// on, should that be an accept. Where there is no kernel nothing has to be done.
  default void keepMaster(int seconds) {}
}
