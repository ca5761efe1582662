// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.helper.packet.PacketView;

/// One side of a translating router: all packets of a capture, by connection and direction, so that
/// the other side's can be put beside them.
///
/// Held in memory whole; meant for captures of a test, not of a day.
final class PairedCapture {
  /// The largest capture that is paired, in bytes of frames.
  private static final long LARGEST = 512L << 20;

  /// One connection as this side saw it.
  static final class Side {
    final Tuple original;
    final int firstSequence;
    final List<List<Frame>> packets = List.of(new ArrayList<>(), new ArrayList<>());
    int initiatorTtl;

    Side(Tuple original, int firstSequence) {
      this.original = original;
      this.firstSequence = firstSequence;
    }
  }

  /// A packet's place: its connection, direction (0 original, 1 reply) and number within that
  /// direction.
  record Place(Side side, int direction, int index) {}

  private final List<Side> sides = new ArrayList<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();

  static PairedCapture read(Path file, HelperPorts ports) throws IOException {
    PairedCapture capture = new PairedCapture();
    Map<Tuple, Side> open = new HashMap<>();
    PacketView view = new PacketView();
    long total = 0;
    try (CaptureReader reader = CaptureReader.open(file)) {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        total += next.get().bytes().length;
        if (total > LARGEST) {
          throw new CaptureException(file + ": too large to be paired with another capture");
        }
        capture.frames.add(next.get());
        PacketView.Kind kind = Replay.read(next.get(), view, file);
        if (kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP) {
          capture.add(next.get(), view, open, ports);
        }
      }
    }
    return capture;
  }

  List<Frame> frames() {
    return frames;
  }

  Optional<Place> place(Frame frame) {
    return Optional.ofNullable(places.get(frame.number()));
  }

  /// The same connection on the other side: the one with the same first sequence number, or for UDP
  /// the one that began as the same number.
  Optional<Side> matching(Side other, PairedCapture otherCapture) {
    if (other.original.protocol() == Protocol.TCP) {
      return sides.stream()
          .filter(side -> side.original.protocol() == Protocol.TCP)
          .filter(side -> side.firstSequence == other.firstSequence)
          .findFirst();
    }
    List<Side> mine = datagramSides();
    int number = otherCapture.datagramSides().indexOf(other);
    return number < 0 || number >= mine.size() ? Optional.empty() : Optional.of(mine.get(number));
  }

  private List<Side> datagramSides() {
    return sides.stream().filter(side -> side.original.protocol() != Protocol.TCP).toList();
  }

  private void add(Frame frame, PacketView view, Map<Tuple, Side> open, HelperPorts ports) {
    Tuple tuple = view.tuple();
    boolean opens = view.isTcp() && view.isSyn() && !view.isAck();
    Side side = opens ? null : open.get(tuple);
    if (side == null) {
      boolean forward = opens || !(view.isTcp() && view.isSyn()) && ports.isToServer(tuple);
      side =
          new Side(
              forward ? tuple : tuple.inverse(), view.isTcp() && forward ? view.sequence() : 0);
      open.put(side.original, side);
      open.put(side.original.inverse(), side);
      sides.add(side);
    }
    int direction = tuple.equals(side.original) ? 0 : 1;
    List<Frame> packets = side.packets.get(direction);
    places.put(frame.number(), new Place(side, direction, packets.size()));
    packets.add(frame);
    if (direction == 0 && side.initiatorTtl == 0) {
      side.initiatorTtl = view.hopLimit();
    }
  }
}
