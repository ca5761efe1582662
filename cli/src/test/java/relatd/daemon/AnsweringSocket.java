// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A daemon at the bytes: takes one request over a UNIX socket and gives a recorded answer.
public final class AnsweringSocket implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final CompletableFuture<Integer> request = new CompletableFuture<>();

  public AnsweringSocket(Path path, String answer) {
    try {
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> serve(answer));
  }

  private void serve(String answer) {
    try (SocketChannel client = listener.accept()) {
      ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
      while (number.hasRemaining() && client.read(number) >= 0) {
        // a request has four bytes
      }
      request.complete(number.getInt(0));
      ByteBuffer text = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        client.write(text);
      }
    } catch (IOException e) {
      request.completeExceptionally(e);
    }
  }

  /// The number that the client sent; -1 while there is none.
  public int request() {
    return request.getNow(-1);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
