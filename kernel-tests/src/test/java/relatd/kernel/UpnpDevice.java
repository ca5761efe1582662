// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A device's eventing, scripted from the UPnP Device Architecture (4): whoever subscribes is told
/// of one event, at the address that the subscription names.
final class UpnpDevice {
  static final int PORT = 49_152;

  private UpnpDevice() {}

  static void start() throws IOException {
    ServerSocket listener = new ServerSocket(PORT);
    Thread.ofPlatform().daemon().start(() -> serve(listener));
  }

  private static void serve(ServerSocket listener) {
    while (true) {
      try (Socket socket = listener.accept()) {
        String callback = field(head(socket), "CALLBACK");
        say(
            socket,
            "HTTP/1.1 200 OK\r\nSID: uuid:2\r\nTIMEOUT: Second-60\r\nContent-Length: 0\r\n\r\n");
        notify(URI.create(callback.replaceAll("[<>]", "")));
      } catch (IOException e) {
        System.out.println("a subscription broke: " + e);
      }
    }
  }

  private static void notify(URI callback) throws IOException {
    try (Socket socket = new Socket(callback.getHost(), callback.getPort())) {
      say(
          socket,
          "NOTIFY %s HTTP/1.1\r\nHOST: %s\r\nNT: upnp:event\r\nNTS: upnp:propchange\r\nSID: uuid:2\r\nSEQ: 0\r\nContent-Length: 0\r\n\r\n"
              .formatted(callback.getPath(), callback.getAuthority()));
      head(socket);
    }
  }

  static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(GroupProtocol.ascii(text));
  }

  /// What comes before the first empty line.
  static String head(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  static String field(String head, String name) throws IOException {
    return head.lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name + " in " + head));
  }
}
