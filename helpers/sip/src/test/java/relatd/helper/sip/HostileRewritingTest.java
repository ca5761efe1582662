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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.contract.CaptureBuilder;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;
import relatd.helper.replay.FramePackets;
import relatd.helper.replay.HelperPorts;
import relatd.helper.replay.ReplayEngine;
import relatd.helper.replay.ReplayEvent;

/// Damaged messages on a translated connection: the contract's mutations see no translation.
class HostileRewritingTest implements Verdicts {
  private static final long SEED = 20_260_421;
  private static final int ROUNDS = 400;
  private static final Endpoint PUBLIC = new Endpoint(Address.of("10.77.2.254"), 6_060);

  @TempDir Path directory;

  private final List<ReplayEvent> events = new ArrayList<>();
  private long faults;
  private long expected;
  private long rewritten;

  @Test
  void rewritingNeverFailsAndNeverOpensAnotherHost() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      boolean udp = round % 2 == 0;
      CaptureBuilder capture =
          udp
              ? CaptureBuilder.udp("x", "10.77.1.2", 5_060, "10.77.2.2", 5_060)
              : CaptureBuilder.tcp("x", "10.77.1.2", 5_060, "10.77.2.2", 5_060);
      capture.client(mutated(invite(), random)).client(mutated(invite(), random));
      replay(capture, udp);

      assertThat(faults).as("faults, seed %d", seed).isZero();
      assertThat(events.stream().flatMap(event -> event.expectation().stream()))
          .as("seed %d", seed)
          .allMatch(one -> one.tuple().destination().equals(PUBLIC.address()))
          .allMatch(one -> one.tuple().destinationPort() >= 1_024)
          .extracting(Expectation::nat)
          .allMatch(Optional::isPresent);
    }
    assertThat(expected).isGreaterThan(ROUNDS);
    assertThat(rewritten).isGreaterThan(ROUNDS / 2);
  }

  private static String invite() {
    String sdp =
        "v=0\r\no=- 1 1 IN IP4 10.77.1.2\r\ns=-\r\nc=IN IP4 10.77.1.2\r\nm=audio 30000 RTP/AVP 0\r\n"
            + "c=IN IP4 10.77.1.2\r\na=rtcp:30001 IN IP4 10.77.1.2\r\nm=video 30010/2 RTP/AVP 31\r\n"
            + "a=rtcp:30020 IN IP4 10.77.1.2\r\nm=image 30030 udptl t38\r\n";
    return new SipText("INVITE", 1)
        .contact("\"A, B\" <sip:a@10.77.1.2:5060;x=y>;q=1, sip:c@10.77.1.2")
        .header("Record-Route: <sip:10.77.1.2;lr>,<sip:10.77.2.2;lr>")
        .header("v: SIP/2.0/UDP 10.77.1.2;received=10.77.2.2;rport=5060;maddr=10.77.1.2")
        .sdp(sdp)
        .text();
  }

  /// Pieces doubled, lost, moved and turned.
  private static String mutated(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int change = random.nextInt(6); change > 0 && out.length() > 2; change--) {
      int from = random.nextInt(out.length());
      int to = Math.min(out.length(), from + 1 + random.nextInt(40));
      String piece = out.substring(from, to);
      switch (random.nextInt(4)) {
        case 0 -> out.insert(to, piece);
        case 1 -> out.delete(from, to);
        case 2 -> out.insert(random.nextInt(out.length()), piece);
        default -> out.setCharAt(from, ",;:<>\"\r\n @=[]0".charAt(random.nextInt(14)));
      }
    }
    return out.toString();
  }

  private void replay(CaptureBuilder capture, boolean udp) throws IOException {
    Path file = Files.write(directory.resolve("x.pcap"), capture.bytes());
    events.clear();
    ConfiguredHelper helper = ConfiguredHelper.of(new SipHelper()).withSetting("NatRewrite", "on");
    ReplayEngine engine = new ReplayEngine(new HelperPorts().add(helper, 5_060), events::add, this);
    Tuple original =
        udp ? Tuple.udp(Talk.CLIENT, Talk.SERVER) : Tuple.tcp(Talk.CLIENT, Talk.SERVER);
    Tuple reply = udp ? Tuple.udp(Talk.SERVER, PUBLIC) : Tuple.tcp(Talk.SERVER, PUBLIC);
    Connection master = new Connection(original, reply, 0, Status.CONFIRMED | Status.SRC_NAT, 0);
    PacketView view = new PacketView();
    int frame = 0;
    for (FramePackets.Packet packet : FramePackets.read(file)) {
      view.wrap(MemorySegment.ofArray(packet.ip()), 0, packet.ip().length);
      engine.packet(++frame, packet.nanos(), view, Optional.of(master));
    }
    engine.finish();
    engine
        .counters()
        .forEach((name, value) -> {
          faults += name.equals("faults") ? value : 0;
          expected += name.equals("expectations") ? value : 0;
          rewritten += name.equals("rewritten") ? value : 0;
        });
  }

  @Override
  public void accept(int packetId) {}

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {}

  @Override
  public void drop(int packetId) {}
}
