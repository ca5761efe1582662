// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;
import relatd.sync.wire.Capture;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireCounters;

/// A capture between the original and a scripted peer, played again with ours as the original: the
/// peer's datagrams come when they came, and the kernel says what it said. The clock is the
/// capture's.
///
/// Numbers begin with the original's, so that the peer's ranges mean the same; in the texts they
/// count from 0.
final class Dialogue implements ModeOutput {
  private static final String PEER = "10.99.0.2";

  private final List<String> theirs = new ArrayList<>();
  private final List<String> ours = new ArrayList<>();
  private final Cache<Flow> conntracks = cache();
  private final Cache<Flow> expectations = cache();
  private final ConntrackWire wire = new ConntrackWire();
  private final int first;
  private FtFw mode;
  private Reception reception;

  private Dialogue(int first) {
    this.first = first;
  }

  private static Cache<Flow> cache() {
    return new Cache<>("internal", Flow.TYPE, new CacheLimits(64, 1000, 7), () -> 0);
  }

  /// @param events the original's datagrams that it sent because of kernel events, counted from 1
  ///   among all of the capture
  static Dialogue play(String capture, FtFwOptions options, Set<Integer> events) {
    List<Capture.Payload> all = Capture.of(capture).payloads();
    MemorySegment begin = MemorySegment.ofArray(all.getFirst().bytes());
    Dialogue dialogue = new Dialogue(messages(begin).getFirst().sequence());
    dialogue.mode = dialogue.mode(options, nanos(all.getFirst()) - Node.SECOND);
    dialogue.reception = new Reception(dialogue.mode, message -> true, new WireCounters());
    for (int i = 0; i < all.size(); i++) {
      dialogue.play(all.get(i), events.contains(i + 1));
    }
    return dialogue;
  }

  private FtFw mode(FtFwOptions options, long now) {
    SyncWriter writer = new SyncWriter(MemorySegment.ofArray(new byte[8192]), 1456, 4);
    return new FtFw(conntracks, expectations, writer, this, options, first, now);
  }

  private static long nanos(Capture.Payload payload) {
    return payload.micros() * 1000;
  }

  private void play(Capture.Payload payload, boolean event) {
    long now = nanos(payload);
    while (mode.deadline() - now <= 0) {
      long due = mode.deadline();
      mode.elapse(due);
      mode.transmit(due);
    }
    MemorySegment datagram = MemorySegment.ofArray(payload.bytes());
    if (payload.from().toString().equals(PEER)) {
      reception.datagram(datagram, 0, payload.bytes().length);
    } else {
      for (SyncMessage message : messages(datagram)) {
        theirs.add(text(message, message.isData() ? flow(message).key() : 0));
        if (event && message.isData()) {
          kernel(message);
        }
      }
    }
    mode.transmit(now);
  }

  /// What the kernel must have said for the original to say this.
  private void kernel(SyncMessage message) {
    Flow flow = flow(message);
    int entry = conntracks.find(flow);
    if (message.type() != SyncMessage.CT_DEL) {
      entry = conntracks.updateForce(flow);
      if (message.type() == SyncMessage.CT_UPD) {
        entry = conntracks.updateForce(flow); // known before, so an update now
      }
    } else {
      conntracks.markDead(entry);
    }
    mode.conntrackChanged(entry);
  }

  private Flow flow(SyncMessage message) {
    wire.wrap(message);
    return new Flow(wire.original().sourcePort(), wire.status());
  }

  /// What the original sent, a message a line.
  List<String> theirs() {
    return theirs;
  }

  /// What ours sends in its place.
  List<String> ours() {
    return ours;
  }

  @Override
  public void send(SyncWriter batch) {
    MemorySegment bytes = batch.buffer().asSlice(0, batch.size());
    for (SyncMessage message : messages(bytes)) {
      long flow =
          message.isData() ? message.buffer().get(JAVA_LONG_UNALIGNED, message.attributes()) : 0;
      ours.add(text(message, flow));
    }
  }

  @Override
  public void resyncRequested() {
    mode.sendAll();
  }

  /// `UPD+HELLO 2 flow 6601`, `ACK 3 5000..5000`: the number counted from the first one.
  private String text(SyncMessage message, long flow) {
    String[] words = Node.text(message).split(" ", 3);
    int number = message.sequence() - first;
    String rest = words.length > 2 ? " " + words[2] : message.isData() ? " flow " + flow : "";
    return words[0] + " " + number + rest;
  }

  private static List<SyncMessage> messages(MemorySegment datagram) {
    List<SyncMessage> all = new ArrayList<>();
    for (long at = 0; at < datagram.byteSize(); at += all.getLast().length()) {
      SyncWalker walker = new SyncWalker(new WireCounters());
      walker.wrapDatagram(datagram, at, (int) (datagram.byteSize() - at));
      walker.next();
      all.add(walker.message());
    }
    return all;
  }
}
