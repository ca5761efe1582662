// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Real connections from one namespace to another.
///
/// `serve PORT` echoes what comes by TCP and UDP, of both families. `hold FLOW...` opens flows
/// `tcp|udp,HOST,PORT,LOCALPORT`, sends a byte on each and reads it back, says `up FLOW`, and holds
/// them until it is ended. A flow `icmp,HOST` is one echo request.
final class TrafficMain {
  static final String SERVING = "serving";

  private static final int TIMEOUT_MILLIS = 20_000;

  private TrafficMain() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.getFirst().equals("serve")) {
      serve(Integer.parseInt(words.get(1)));
    } else {
      hold(words.subList(1, words.size()));
    }
  }

  private static void serve(int port) throws Exception {
    ServerSocket tcp = new ServerSocket(port, 1000);
    DatagramSocket udp = new DatagramSocket(port);
    Thread.ofPlatform().daemon().start(() -> echo(udp));
    System.out.println(SERVING);
    while (true) {
      Socket peer = tcp.accept();
      Thread.ofVirtual().start(() -> echo(peer));
    }
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

  private static void echo(Socket peer) {
    try (peer) {
      peer.getInputStream().transferTo(peer.getOutputStream());
    } catch (IOException e) {
      // the other side is gone
    }
  }

  private static void hold(List<String> flows) throws Exception {
    List<AutoCloseable> held = new ArrayList<>();
    for (String flow : flows) {
      String[] part = flow.split(",");
      switch (part[0]) {
        case "icmp" -> ping(part[1]);
        case "tcp" -> held.add(tcp(server(part), Integer.parseInt(part[3])));
        default -> held.add(udp(server(part), Integer.parseInt(part[3])));
      }
      System.out.println("up " + flow);
    }
    Thread.currentThread().join();
  }

  private static InetSocketAddress server(String[] part) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(part[1]), Integer.parseInt(part[2]));
  }

  /// As root the library sends ICMP.
  private static void ping(String host) throws IOException {
    if (!InetAddress.getByName(host).isReachable(TIMEOUT_MILLIS)) {
      throw new IOException("no echo by ICMP from " + host);
    }
  }

  private static Socket tcp(InetSocketAddress to, int from) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(from));
    socket.connect(to, TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.getOutputStream().write('x');
    if (socket.getInputStream().read() != 'x') {
      throw new IOException("no echo by TCP from " + to);
    }
    return socket;
  }

  private static DatagramSocket udp(InetSocketAddress to, int from) throws IOException {
    DatagramSocket socket = new DatagramSocket(from);
    socket.connect(to);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.send(new DatagramPacket(new byte[] {'x'}, 1));
    socket.receive(new DatagramPacket(new byte[1], 1));
    return socket;
  }
}
