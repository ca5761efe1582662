// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A listener that sends every session to the port of an instance, which accepts it. Scripted from
/// the description of the protocol.
final class TnsListener {
  private static final int INSTANCE = 15_210;

  private TnsListener() {}

  /// @param args the address to name in redirects
  public static void main(String[] args) throws IOException {
    String text = "(ADDRESS=(PROTOCOL=tcp)(HOST=%s)(PORT=%d))".formatted(args[0], INSTANCE);
    byte[] redirect =
        ByteBuffer.allocate(2 + text.length())
            .putShort((short) text.length())
            .put(text.getBytes(StandardCharsets.US_ASCII))
            .array();
    ServerSocket instance = new ServerSocket(INSTANCE);
    Thread.ofPlatform()
        .daemon()
        .start(() -> serve(instance, new TnsPacket(TnsPacket.ACCEPT, new byte[24])));
    serve(new ServerSocket(Service.TNS.port()), new TnsPacket(TnsPacket.REDIRECT, redirect));
  }

  /// Answers each CONNECT alike, one session after the other.
  private static void serve(ServerSocket server, TnsPacket answer) {
    while (true) {
      try (Socket socket = server.accept()) {
        TnsPacket.read(new DataInputStream(socket.getInputStream()));
        answer.write(socket.getOutputStream());
        socket.getInputStream().readAllBytes(); // until the client has closed
      } catch (IOException e) {
        System.out.println("a session broke: " + e);
      }
    }
  }
}
