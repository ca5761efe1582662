// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Gives back what comes by TCP and UDP, of both families; and on FTP's port announces, to whoever
/// asks, a data connection that nobody will make.
final class EchoServer {
  static final int FTP = 21;

  /// The kernel's helper looks for announcements behind a line end that it has seen.
  private static final String BANNER = "220 ready\r\n";

  /// Of the server's own address.
  private static final String PASSIVE = "227 Entering Passive Mode (%s,200,10)\r\n";

  private interface Talk {
    void with(Socket peer) throws IOException;
  }

  EchoServer() {}

  /// Serves until it is ended.
  void serve(int port, int udpPort) throws IOException {
    ServerSocket tcp = new ServerSocket(port, 1000);
    ServerSocket ftp = new ServerSocket(FTP);
    DatagramSocket udp = new DatagramSocket(udpPort);
    Thread.ofPlatform().daemon().start(() -> echo(udp));
    Thread.ofPlatform().daemon().start(() -> accept(ftp, EchoServer::announce));
    System.out.println(TrafficMain.SERVING);
    accept(tcp, peer -> peer.getInputStream().transferTo(peer.getOutputStream()));
  }

  private static void accept(ServerSocket socket, Talk talk) {
    try {
      while (true) {
        Socket peer = socket.accept();
        Thread.ofVirtual().start(() -> talk(peer, talk));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void talk(Socket peer, Talk talk) {
    try (peer) {
      talk.with(peer);
    } catch (IOException e) {
      // the other side is gone
    }
  }

  private static void announce(Socket peer) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
    say(peer, BANNER);
    while (lines.readLine() != null) {
      say(peer, PASSIVE.formatted(peer.getLocalAddress().getHostAddress().replace('.', ',')));
    }
  }

  private static void say(Socket peer, String line) throws IOException {
    peer.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private static void echo(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    try {
      while (true) {
        packet.setLength(1500);
        socket.receive(packet);
        socket.send(packet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
