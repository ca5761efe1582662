// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import relatd.conntrack.Conntrack;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireOptions;

/// What node 2 says of new connections, in NOTRACK mode: as many in a datagram as it holds.
final class PeerVoice {
  private static final int MTU = 1472;

  private final MemorySegment image = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final MemorySegment datagram = MemorySegment.ofArray(new byte[MTU]);
  private final ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
  private int sequence;

  /// @return how many were told: all of them
  int tell(TestNode node, List<Conntrack> flows) {
    SyncWriter writer = new SyncWriter(datagram, MTU, 64);
    for (Conntrack flow : flows) {
      int length = encoder.encode(flow, image, 0);
      if (!writer.hasRoom(length)) {
        node.hear(datagram.asSlice(0, writer.size()).toArray(ValueLayout.JAVA_BYTE));
        writer = new SyncWriter(datagram, MTU, 64);
      }
      writer.putData(SyncMessage.CT_NEW, 0, ++sequence, image, 0, length);
    }
    node.hear(datagram.asSlice(0, writer.size()).toArray(ValueLayout.JAVA_BYTE));
    return flows.size();
  }
}
