// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.MemorySegment;

/// What happens to the bytes of the peer; they are valid during the call.
public interface Receiver {
  /// What [#stream] answers when the bytes are no messages.
  int OUT_OF_FRAME = -1;

  /// One datagram.
  ///
  /// @param link which of the links it came by
  void datagram(int link, MemorySegment buffer, long from, int length);

  /// Bytes of a stream that have not been used yet.
  ///
  /// @return how many have been used: the others will be shown again, with what follows them; or
  ///   [#OUT_OF_FRAME], which closes the connection so that the peer makes a new one
  int stream(int link, MemorySegment buffer, long from, int length);
}
