// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A listener that sends every session to the port of a dispatcher, which sends it on to an
/// instance, which accepts it; without dispatcher where told so. Scripted from the description of
/// the protocol.
final class TnsListener {
  private static final int DISPATCHER = 15_210;
  private static final int INSTANCE = 15_211;

  private TnsListener() {}

  /// @param args the address to name in redirects, and how many there are: 1 or 2
  public static void main(String[] args) throws IOException {
    boolean chain = args[1].equals("2");
    start(INSTANCE, new TnsPacket(TnsPacket.ACCEPT, new byte[24]));
    start(DISPATCHER, redirect(args[0], INSTANCE));
    serve(new ServerSocket(Service.TNS.port()), redirect(args[0], chain ? DISPATCHER : INSTANCE));
  }

  private static TnsPacket redirect(String host, int port) {
    String text = "(ADDRESS=(PROTOCOL=tcp)(HOST=%s)(PORT=%d))".formatted(host, port);
    byte[] body =
        ByteBuffer.allocate(2 + text.length())
            .putShort((short) text.length())
            .put(text.getBytes(StandardCharsets.US_ASCII))
            .array();
    return new TnsPacket(TnsPacket.REDIRECT, body);
  }

  private static void start(int port, TnsPacket answer) throws IOException {
    ServerSocket server = new ServerSocket(port);
    Thread.ofPlatform().daemon().start(() -> serve(server, answer));
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
