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
final class ControlClient {
  private ControlClient() {}

  /// Sends a request and copies the answer.
  ///
  /// @throws IOException when nobody listens there, or the answer cannot be written
  static void ask(Path socket, Request request, OutputStream out) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
      channel.write(number.putInt(request.number()).flip());
      ByteBuffer answer = ByteBuffer.allocate(8_192);
      while (channel.read(answer) >= 0) {
        out.write(answer.array(), 0, answer.position());
        answer.clear();
      }
    }
  }
}
