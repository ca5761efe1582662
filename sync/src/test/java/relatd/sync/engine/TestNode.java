// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import relatd.conf.Config;
import relatd.conf.ConfigReader;
import relatd.posix.EventLoop;
import relatd.sync.kernel.Namespace;
import relatd.sync.kernel.RecordingLog;
import relatd.sync.wire.Capture;
import relatd.sync.wire.MalformedWire;

/// A whole engine in the calling thread's namespace, and a scripted peer: node 1 and node 2 of the
/// captures, both on the loopback device, where what is sent has arrived when the call returns.
final class TestNode implements AutoCloseable {
  private static final String OWN = "10.99.0.1";
  private static final String PEER = "10.99.0.2";
  private static final int PORT = 3780;

  final RecordingLog log = new RecordingLog();
  final SyncFigures figures;
  private final EventLoop loop = new EventLoop();
  private final DatagramChannel peer;
  private final SyncEngine engine;

  TestNode(String mode) {
    this(mode, "");
  }

  /// @param options of the section `Mode`
  TestNode(String mode, String options) {
    Namespace.run("ip", "address", "add", OWN + "/24", "dev", "lo");
    Namespace.run("ip", "address", "add", PEER + "/24", "dev", "lo");
    engine = new SyncEngine(config(mode, options), loop, log);
    figures = engine.figures();
    try {
      peer = DatagramChannel.open();
      peer.bind(new InetSocketAddress(PEER, PORT)).connect(new InetSocketAddress(OWN, PORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config config(String mode, String options) {
    String text =
        """
        Sync {
          Mode %s {
            %s
          }
          UDP {
            IPv4_address %s
            IPv4_Destination_Address %s
            Port %d
            Interface lo
            Checksum on
          }
        }
        General {
          LockFile /nowhere
        }
        """
            .formatted(mode, options, OWN, PEER, PORT);
    return ConfigReader.standard().parse("test", text).config().orElseThrow();
  }

  /// What node 2 says in a capture.
  static List<byte[]> ofPeer(Capture capture) {
    return capture.payloads().stream()
        .filter(payload -> payload.from().toString().equals(PEER))
        .map(Capture.Payload::bytes)
        .toList();
  }

  /// Has the node take a datagram of the peer.
  void hear(byte[] datagram) {
    try {
      peer.write(ByteBuffer.wrap(datagram));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    loop.turn(0);
    loop.turn(0);
  }

  /// Has the node take what its kernel tells.
  void turn() {
    loop.turn(0);
  }

  boolean isAtWork() {
    return engine.isAtWork();
  }

  /// The figures that a datagram can move.
  Counts counts() {
    long[] causes = new long[MalformedWire.values().length];
    for (MalformedWire cause : MalformedWire.values()) {
      causes[cause.ordinal()] = figures.wire().of(cause);
    }
    return new Counts(
        causes,
        figures.wire().malformed(),
        figures.caches().externalConntracks().size(),
        figures.caches().externalExpectations().size(),
        figures.mode().sequence().lost(),
        figures.mode().sequence().before());
  }

  record Counts(
      long[] causes, long malformed, int conntracks, int expectations, long lost, long before) {

    /// What has happened since earlier ones, in words; empty when nothing has.
    String since(Counts earlier) {
      StringBuilder words = new StringBuilder();
      for (MalformedWire cause : MalformedWire.values()) {
        if (causes[cause.ordinal()] != earlier.causes[cause.ordinal()]) {
          words.append(", ").append(cause.text());
        }
      }
      add(words, "malformed", malformed - earlier.malformed);
      add(words, "conntracks", conntracks - earlier.conntracks);
      add(words, "expectations", expectations - earlier.expectations);
      add(words, "lost", lost - earlier.lost);
      add(words, "before", before - earlier.before);
      return words.isEmpty() ? "" : words.substring(2);
    }

    private static void add(StringBuilder words, String name, long more) {
      if (more != 0) {
        words.append(", ").append(name).append(more > 0 ? " +" : " ").append(more);
      }
    }
  }

  @Override
  public void close() {
    engine.close();
    loop.close();
    try {
      peer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
