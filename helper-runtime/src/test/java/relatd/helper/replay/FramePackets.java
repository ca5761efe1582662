// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.helper.packet.PacketView;

/// The IP packets of a capture as arrays of their own, for tests that change them.
public final class FramePackets {
  /// One packet, from the IP header on.
  public record Packet(int frame, long nanos, byte[] ip) {}

  private FramePackets() {}

  /// All TCP and UDP packets of a file, in its order.
  public static List<Packet> read(Path file) throws IOException {
    List<Packet> packets = new ArrayList<>();
    PacketView view = new PacketView();
    try (CaptureReader reader = CaptureReader.open(file)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        Frame frame = next.get();
        PacketView.Kind kind = Replay.read(frame, view, file);
        if (kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP) {
          int from = (int) view.start();
          byte[] ip = java.util.Arrays.copyOfRange(frame.bytes(), from, (int) view.end());
          packets.add(new Packet(frame.number(), frame.nanos(), ip));
        }
      }
    }
    return packets;
  }
}
