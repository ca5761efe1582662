// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Expectation;
import relatd.helper.Helper;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;
import relatd.helper.replay.FramePackets;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.ReplayEngine;
import relatd.helper.replay.ReplayEvent;

/// The packets of a capture, and what a helper concludes from them or from a variation of them.
///
/// @param packets in the order of their arrival
record Trace(List<Segment> packets) {
  /// A conclusion without the frame that led to it, because other segment borders move that.
  record Finding(ReplayEvent.Kind kind, Optional<Expectation> expectation, String reason) {}

  /// What a replay gave.
  record Outcome(List<ReplayEvent> events, long faults) {
    List<Finding> findings() {
      return events.stream()
          .map(event -> new Finding(event.kind(), event.expectation(), event.reason()))
          .toList();
    }
  }

  Trace {
    packets = List.copyOf(packets);
  }

  static Trace read(Path file) {
    try {
      List<Segment> packets = new ArrayList<>();
      for (FramePackets.Packet packet : FramePackets.read(file)) {
        packets.add(new Segment(packet.nanos(), packet.ip()));
      }
      return new Trace(packets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same through a fresh engine. Packets that are not TCP or UDP any more are passed over, as
  /// a queue's worker does.
  Outcome replay(Helper helper) {
    List<ReplayEvent> events = new ArrayList<>();
    ReplayEngine engine = new ReplayEngine(new HelperPorts().add(helper), events::add, NOBODY);
    PacketView view = new PacketView();
    int frame = 0;
    for (Segment packet : packets) {
      frame++;
      PacketView.Kind kind =
          view.wrap(MemorySegment.ofArray(packet.bytes()), 0, packet.bytes().length);
      if (kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP) {
        engine.packet(frame, packet.nanos(), view, Optional.empty());
      }
    }
    engine.finish();
    long[] faults = new long[1];
    engine.counters().forEach((name, value) -> faults[0] += name.equals("faults") ? value : 0);
    return new Outcome(events, faults[0]);
  }

  /// Without translation nothing is held.
  private static final Verdicts NOBODY =
      new Verdicts() {
        @Override
        public void accept(int packetId) {
          throw new AssertionError("held without translation");
        }

        @Override
        public void replace(int packetId, MemorySegment bytes, int length) {
          throw new AssertionError("held without translation");
        }

        @Override
        public void drop(int packetId) {
          throw new AssertionError("held without translation");
        }
      };
}
