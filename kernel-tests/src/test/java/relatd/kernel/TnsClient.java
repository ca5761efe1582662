// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Connects to a listener and goes where it is redirected to, believing the address that it is
/// told. Scripted from the description of the protocol.
final class TnsClient {
  private static final int MILLIS = 8_000;
  private static final Pattern ADDRESS = Pattern.compile("\\(HOST= *([^)]+)\\)\\(PORT=(\\d+)\\)");

  private TnsClient() {}

  /// @param args where the listener is
  public static void main(String[] args) throws IOException {
    TnsPacket answer = connect(args[0], Service.TNS.port());
    while (answer.type() == TnsPacket.REDIRECT) {
      String where = new String(answer.body(), StandardCharsets.US_ASCII);
      Matcher address = ADDRESS.matcher(where);
      if (!address.find()) {
        throw new IOException("a redirect to nowhere: " + where);
      }
      System.out.println("redirected to " + address.group());
      answer = connect(address.group(1), Integer.parseInt(address.group(2)));
    }
    System.out.println(answer.type() == TnsPacket.ACCEPT ? "accepted" : "not accepted");
  }

  private static TnsPacket connect(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      new TnsPacket(TnsPacket.CONNECT, new byte[50]).write(socket.getOutputStream());
      return TnsPacket.read(new DataInputStream(socket.getInputStream()));
    }
  }
}
