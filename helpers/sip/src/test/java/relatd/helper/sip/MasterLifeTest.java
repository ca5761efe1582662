// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;
import relatd.helper.replay.FramePackets;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.ReplayEngine;
import relatd.helper.replay.ReplayEvent;

/// A connection is kept for what was said on it, through the dispatcher that serves the queues.
class MasterLifeTest implements Verdicts {
  @TempDir Path directory;

  private final List<Integer> kept = new ArrayList<>();
  private final List<ReplayEvent> events = new ArrayList<>();

  @Test
  void eachMessageKeepsTheMasterAndManyAreNotTooMany() throws IOException {
    CaptureBuilder capture = CaptureBuilder.udp("many", "10.77.1.2", 5_060, "10.77.2.2", 5_060);
    for (int i = 1; i <= 500; i++) {
      capture.client(new SipText("OPTIONS", i).text());
    }
    replay(capture.client("\r\n\r\n"));

    assertThat(kept).hasSize(500).containsOnly(3_600);
    assertThat(events).isEmpty();
  }

  @Test
  void aStreamNeedsNoHelpToLive() throws IOException {
    replay(
        CaptureBuilder.tcp("tcp", "10.77.1.2", 5_060, "10.77.2.2", 5_060)
            .handshake()
            .client(new SipText("OPTIONS", 1).text()));

    assertThat(kept).isEmpty();
  }

  private void replay(CaptureBuilder capture) throws IOException {
    Path file = Files.write(directory.resolve("x.pcap"), capture.bytes());
    ReplayEngine engine =
        new ReplayEngine(new HelperPorts().add(new SipHelper()), events::add, this);
    PacketView view = new PacketView();
    int frame = 0;
    for (FramePackets.Packet packet : FramePackets.read(file)) {
      view.wrap(MemorySegment.ofArray(packet.ip()), 0, packet.ip().length);
      engine.packet(++frame, packet.nanos(), view, Optional.empty());
    }
  }

  @Override
  public void keepMaster(int seconds) {
    kept.add(seconds);
  }

  @Override
  public void accept(int packetId) {}

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {}

  @Override
  public void drop(int packetId) {}
}
