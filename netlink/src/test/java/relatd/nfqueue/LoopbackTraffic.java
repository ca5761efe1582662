// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.posix.Fd;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// A sender and a receiver on loopback.
final class LoopbackTraffic implements AutoCloseable {
  private static final Endpoint TARGET = new Endpoint(Address.of("127.0.0.1"), 5353);

  private final Arena arena = Arena.ofConfined();
  private final Fd receiver =
      new Fd(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0), "receiver");
  private final Fd sender =
      new Fd(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0), "sender");
  private final MemorySegment buffer = arena.allocate(65536);
  private final SocketName target = SocketName.inet(TARGET, 0);

  LoopbackTraffic() {
    assertThat(Sockets.bind(receiver.number(), target)).isZero();
  }

  void send(int bytes) {
    assertThat(Sockets.sendto(sender.number(), buffer, 0, bytes, 0, target)).isEqualTo(bytes);
  }

  /// The first byte of the datagram received last.
  byte first() {
    return buffer.get(ValueLayout.JAVA_BYTE, 0);
  }

  /// Bytes of the next datagram; negative when there is none.
  int receive() {
    return Sockets.recv(receiver.number(), buffer, 0, 65536, Sockets.MSG_DONTWAIT);
  }

  @Override
  public void close() {
    receiver.close();
    sender.close();
    arena.close();
  }
}
