// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;
import relatd.helper.engine.QueuedConversation;
import relatd.netlink.Attributes;
import relatd.nfqueue.PacketHandler;
import relatd.nfqueue.QueueFeed;
import relatd.nfqueue.QueuedPacket;

/// What of a packet's cost is reading its message: what the C program beside this does with the
/// same bytes. (Not final: JMH extends it.)
@State(Scope.Thread)
public class Parsing {
  @Param public Family family;

  private final Attributes nest = new Attributes();
  private final ConntrackMessage conntrack = new ConntrackMessage();
  private MemorySegment bytes;
  private int size;
  private QueueFeed own;
  private Messages messages;
  private Connections connections;

  public Parsing() {}

  @Setup
  public void begin() {
    bytes = message(family);
    size = (int) bytes.byteSize();
    own = new QueueFeed(false);
    messages = new Messages();
    connections = new Connections();
  }

  /// The message that all parsers are given.
  static MemorySegment message(Family family) {
    return Talks.begin(QueuedConversation.toFtp(family), new OneExpected(), System::nanoTime)
        .says(Direction.ORIGINAL, "USER anonymous\r\n")
        .bytes();
  }

  @Benchmark
  public long packet() {
    own.feed(bytes, 0, size, messages);
    return messages.sum;
  }

  @Benchmark
  public long packetAndConnection() {
    own.feed(bytes, 0, size, connections);
    return connections.sum;
  }

  @Benchmark
  public long packetByLibrary(Library library) {
    library.feed.feed(bytes, 0, size, messages);
    return messages.sum;
  }

  /// Apart, because it cannot be made where the library is not installed.
  @State(Scope.Thread)
  public static class Library {
    private final QueueFeed feed = new QueueFeed(true);

    public Library() {}
  }

  private static final class Messages implements PacketHandler {
    private long sum;

    @Override
    public void packet(QueuedPacket packet) {
      sum += packet.packetId() + packet.payloadOffset() + packet.conntrackLength();
    }

    @Override
    public void unreadable(int packetId) {
      throw new IllegalStateException("the benchmark is broken: its message is malformed");
    }
  }

  private final class Connections implements PacketHandler {
    private long sum;

    @Override
    public void packet(QueuedPacket packet) {
      conntrack.wrapInside(packet.conntrack(nest), family);
      sum += packet.packetId() + conntrack.id() + conntrack.original().sourceLow();
    }

    @Override
    public void unreadable(int packetId) {
      throw new IllegalStateException("the benchmark is broken: its message is malformed");
    }
  }
}
