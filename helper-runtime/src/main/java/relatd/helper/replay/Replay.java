// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;

/// Replays capture files: each starts with an empty table.
public final class Replay {
  /// What was read.
  ///
  /// @param frames all frames
  /// @param packets those that were TCP or UDP in one piece
  /// @param damaged frames whose headers contradict each other
  public record Summary(int frames, int packets, int damaged) {}

  private final HelperPorts ports;
  private final Consumer<ReplayEvent> events;
  private boolean explaining;

  public Replay(HelperPorts ports, Consumer<ReplayEvent> events) {
    this.ports = ports;
    this.events = events;
  }

  /// From now on events carry the bytes that decided.
  public Replay explaining() {
    explaining = true;
    return this;
  }

  /// Replays one file.
  ///
  /// @throws CaptureException when it is no capture or damaged; what stood before the damage has
  ///   been replayed
  public Summary file(Path file) throws IOException {
    ReplayEngine engine = new ReplayEngine(ports, events, IGNORED);
    if (explaining) {
      engine.explaining();
    }
    PacketView view = new PacketView();
    int frames = 0;
    int packets = 0;
    int damaged = 0;
    try (CaptureReader reader = CaptureReader.open(file)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        Frame frame = next.get();
        frames++;
        PacketView.Kind kind = read(frame, view, file);
        if (kind == PacketView.Kind.DAMAGED) {
          damaged++;
        } else if (kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP) {
          packets++;
          engine.packet(frame.number(), frame.nanos(), view, Optional.<Connection>empty());
        }
      }
    } finally {
      engine.finish();
    }
    return new Summary(frames, packets, damaged);
  }

  /// Finds the packet in a frame; OTHER for a frame without one.
  static PacketView.Kind read(Frame frame, PacketView view, Path file) throws CaptureException {
    if (!LinkLayer.isKnown(frame.linkType())) {
      throw new CaptureException(
          file
              + ": link type "
              + frame.linkType()
              + " is not one of Ethernet, Linux cooked (1 and 2), raw IP and BSD loopback");
    }
    int offset = LinkLayer.networkOffset(frame);
    if (offset < 0 || offset >= frame.bytes().length) {
      return PacketView.Kind.OTHER;
    }
    MemorySegment bytes = MemorySegment.ofArray(frame.bytes());
    return view.wrap(bytes, offset, frame.bytes().length - offset);
  }

  /// In a replay without translation nothing is held.
  private static final Verdicts IGNORED =
      new Verdicts() {
        @Override
        public void accept(int packetId) {}

        @Override
        public void replace(int packetId, MemorySegment bytes, int length) {}

        @Override
        public void drop(int packetId) {}
      };
}
