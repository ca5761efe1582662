// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// One request to a daemon, ours or the C one: an integer in the machine's byte order, answered
/// with text until the end of the connection.
final class ControlClient implements AutoCloseable {
  private final SocketChannel channel;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
  }

  /// @throws IOException when nobody listens there, or it is not for us
  static ControlClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new ControlClient(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Sends a request and copies the answer.
  ///
  /// @throws IOException when the daemon is gone before its answer has ended
  void ask(Request request, OutputStream out) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
    channel.write(number.putInt(request.number()).flip());
    ByteBuffer answer = ByteBuffer.allocate(8_192);
    while (channel.read(answer) >= 0) {
      out.write(answer.array(), 0, answer.position());
      answer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
