// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;

/// Replays a session that a translating router stood in the middle of, from captures of both its
/// sides.
///
/// Each packet is taken from the side of its sender, as a queue shows it, with the connection that
/// both captures together make known. What comes out is compared, payload byte by payload byte,
/// with what the other side received.
///
/// ```
///   client --- [client side] --- router --- [server side] --- server
///              original packets from here   replies from here
/// ```
public final class NatPairReplay implements Verdicts {
  /// What the comparison found.
  ///
  /// @param equal packets whose payload came out as the other side received it
  /// @param respelled those that say the same in other characters
  /// @param postponed those that were dropped for their sender to send them again, because a change
  ///   of length before them is not acknowledged yet; a capture cannot answer to that
  /// @param oursAlone those that ours rewrote and the router of the captures passed on as they were
  /// @param different those that say something else, or must not pass
  public record Comparison(
      Replay.Summary summary,
      int equal,
      int respelled,
      int postponed,
      int oursAlone,
      int different) {}

  private record Pair(
      PairedCapture.Side client, PairedCapture.Side server, Connection connection) {}

  private final HelperPorts ports;
  private final Consumer<ReplayEvent> events;
  private final ReplayEngine engine;
  private final Map<PairedCapture.Side, Optional<Pair>> pairs = new HashMap<>();
  private final Map<Integer, byte[]> sent = new HashMap<>();
  private final Map<Integer, byte[]> received = new HashMap<>();
  private final PacketView view = new PacketView();
  private final PacketView other = new PacketView();
  private int equal;
  private int respelled;
  private int postponed;
  private int oursAlone;
  private int different;
  private int refusedFrame;
  private Path file = Path.of("");

  /// The other side's capture is a rewriting router's, so helpers that rewrite only where they are
  /// told to (`Option NatRewrite on`) are told to.
  public NatPairReplay(HelperPorts ports, Consumer<ReplayEvent> events) {
    this.ports = ports.withSetting("NatRewrite", "on");
    this.events = events;
    this.engine = new ReplayEngine(this.ports, this::note, this);
  }

  /// From now on events carry the bytes that decided.
  public NatPairReplay explaining() {
    engine.explaining();
    return this;
  }

  /// Replays the frames of `file`, whichever side of the router it is.
  ///
  /// @throws CaptureException when one of the two is no capture, or no connection of the one stands
  ///   in the other
  public Comparison run(Path file, Path otherFile) throws IOException {
    this.file = file;
    PairedCapture here = PairedCapture.read(file, ports);
    PairedCapture there = PairedCapture.read(otherFile, ports);
    int packets = 0;
    for (Frame frame : here.frames()) {
      Optional<PairedCapture.Place> place = here.place(frame);
      if (place.isPresent()) {
        packets++;
        packet(frame, place.get(), here, there);
      }
    }
    engine.finish();
    if (packets > 0 && pairs.values().stream().noneMatch(Optional::isPresent)) {
      throw new CaptureException(file + " and " + otherFile + ": no connection stands in both");
    }
    int damaged = here.frames().size() - packets;
    return new Comparison(
        new Replay.Summary(here.frames().size(), packets, damaged),
        equal,
        respelled,
        postponed,
        oursAlone,
        different);
  }

  private void packet(
      Frame frame, PairedCapture.Place place, PairedCapture here, PairedCapture there)
      throws IOException {
    Optional<Pair> pair =
        pairs.computeIfAbsent(
            place.side(), side -> there.matching(side, here).map(match -> pair(side, match)));
    if (pair.isEmpty()) {
      Replay.read(frame, view, file);
      engine.packet(frame.number(), frame.nanos(), view, Optional.empty());
      return;
    }
    boolean original = place.direction() == 0;
    PairedCapture.Side from = original ? pair.get().client() : pair.get().server();
    PairedCapture.Side to = original ? pair.get().server() : pair.get().client();
    if (place.index() >= from.packets.get(place.direction()).size()
        || place.index() >= to.packets.get(place.direction()).size()) {
      return; // one side's capture ends earlier
    }
    Frame leaving = from.packets.get(place.direction()).get(place.index());
    Frame arriving = to.packets.get(place.direction()).get(place.index());
    Replay.read(leaving, view, file);
    Replay.read(arriving, other, file);
    int number = frame.number();
    sent.put(number, payload(view));
    received.put(number, payload(other));
    Dispatcher.Verdict verdict =
        engine.packet(number, frame.nanos(), view, Optional.of(pair.get().connection()));
    switch (verdict) {
      case ACCEPT -> accept(number);
      case DROP -> drop(number);
      case REPLACE -> {
        PacketEditor editor = engine.dispatcher().editor();
        replace(number, editor.bytes(), editor.length());
      }
      case HOLD -> {}
    }
  }

  /// Which side is the client's: a packet has passed fewer routers where its sender is. Where that
  /// says nothing it is the replayed file.
  private Pair pair(PairedCapture.Side side, PairedCapture.Side match) {
    boolean first = side.initiatorTtl >= match.initiatorTtl;
    PairedCapture.Side client = first ? side : match;
    PairedCapture.Side server = first ? match : side;
    Tuple original = client.original;
    Tuple reply = server.original.inverse();
    int status = Status.CONFIRMED;
    if (!reply.destinationEndpoint().equals(original.sourceEndpoint())) {
      status |= Status.SRC_NAT;
    }
    if (!reply.sourceEndpoint().equals(original.destinationEndpoint())) {
      status |= Status.DST_NAT;
    }
    return new Pair(client, server, new Connection(original, reply, 0, status, 0));
  }

  private static byte[] payload(PacketView view) {
    return view.bytes()
        .asSlice(view.payload(), view.payloadLength())
        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  @Override
  public void accept(int packetId) {
    compare(packetId, sent.get(packetId));
  }

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {
    other.wrap(bytes, 0, length);
    compare(packetId, payload(other));
  }

  @Override
  public void drop(int packetId) {
    if (packetId == refusedFrame) {
      different++;
    } else {
      postponed++;
    }
    sent.remove(packetId);
    received.remove(packetId);
  }

  private void note(ReplayEvent event) {
    if (event.kind() == ReplayEvent.Kind.DROP) {
      refusedFrame = event.frame();
    }
    events.accept(event);
  }

  private void compare(int packetId, byte[] result) {
    byte[] before = sent.remove(packetId);
    byte[] after = received.remove(packetId);
    boolean rewritten = !Arrays.equals(before, result);
    String change = quoted(before) + " -> " + quoted(result);
    if (Arrays.equals(result, after)) {
      equal++;
      if (rewritten) {
        tell(packetId, change + " as the other side received");
      }
    } else if (Respelling.same(result, after)) {
      respelled++;
      tell(
          packetId,
          change + ", the other side received " + quoted(after) + ", which says the same");
    } else if (Arrays.equals(before, after)) {
      oursAlone++;
      tell(packetId, change + ", which the router of the captures left as it was");
    } else {
      different++;
      tell(packetId, change + " but the other side received " + quoted(after));
    }
  }

  private void tell(int packetId, String what) {
    events.accept(
        new ReplayEvent(
            packetId,
            engine.direction(),
            ReplayEvent.Kind.REWRITE,
            engine.helperName(),
            engine.connection(),
            Optional.empty(),
            what,
            ""));
  }

  private static String quoted(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
    return '"' + (text.length() > 200 ? text.substring(0, 200) + "..." : text) + '"';
  }
}
