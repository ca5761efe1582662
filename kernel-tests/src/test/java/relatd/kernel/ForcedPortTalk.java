// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// One request of SIP from a port on which nobody listens, and its answer, written from RFC 3261.
final class ForcedPortTalk {
  private static final int LISTENING = 5_062;
  private static final int MILLIS = 2_000;
  private static final int TIMES = 4;

  private ForcedPortTalk() {}

  /// @param args `serve -` or `phone SERVER`
  public static void main(String[] args) throws IOException {
    if (args[0].equals("serve")) {
      serve();
    } else {
      System.out.println(ask(InetAddress.getByName(args[1])));
    }
  }

  /// Answers to where a request came from (RFC 3581), with the headers that belong to it.
  private static void serve() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(Service.SIP.port())) {
      System.out.println("here");
      while (true) {
        DatagramPacket packet = packet();
        socket.receive(packet);
        String answer =
            text(packet)
                .lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                .collect(
                    Collectors.joining(
                        "\r\n", "SIP/2.0 200 OK\r\n", "\r\nContent-Length: 0\r\n\r\n"));
        System.out.println(answer);
        byte[] bytes = GroupProtocol.ascii(answer);
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    }
  }

  private static String ask(InetAddress server) throws IOException {
    byte[] request =
        GroupProtocol.ascii(
            """
            OPTIONS sip:10.77.2.2 SIP/2.0
            Via: SIP/2.0/UDP 10.77.1.2:%d;branch=z9hG4bK1
            From: <sip:phone@lab.example>;tag=1
            To: <sip:lab.example>
            Call-ID: 1@10.77.1.2
            CSeq: 1 OPTIONS
            Content-Length: 0

            """
                .formatted(LISTENING)
                .replace("\n", "\r\n"));
    try (DatagramSocket sending = new DatagramSocket();
        DatagramSocket listening = new DatagramSocket(LISTENING)) {
      listening.setSoTimeout(MILLIS);
      for (int i = 0; i < TIMES; i++) {
        sending.send(new DatagramPacket(request, request.length, server, Service.SIP.port()));
        DatagramPacket answer = packet();
        try {
          listening.receive(answer);
          boolean own = text(answer).contains("Via: SIP/2.0/UDP 10.77.1.2:" + LISTENING + ";");
          return own ? "answered where it listens" : "answered with a strange Via\n" + text(answer);
        } catch (SocketTimeoutException e) {
          System.out.println("again");
        }
      }
      return "silence";
    }
  }

  private static DatagramPacket packet() {
    return new DatagramPacket(new byte[2_048], 2_048);
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }
}
