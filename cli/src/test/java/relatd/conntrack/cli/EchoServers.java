// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The server of a [Router]: sockets belong to the namespace of the thread that opens them.
final class EchoServers implements AutoCloseable {
  private static final int BYTES = 2_000;

  /// What one connection is served with.
  @FunctionalInterface
  private interface Service {
    void serve(Socket connection) throws IOException;
  }

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final ServerSocket ftp;

  private EchoServers() throws IOException {
    udp = new DatagramSocket(5000);
    tcp = new ServerSocket(8000);
    ftp = new ServerSocket(21);
    Thread.ofPlatform().daemon().start(this::echoDatagrams);
    accept(tcp, EchoServers::echo);
    accept(ftp, EchoServers::announce);
  }

  static EchoServers open() {
    try {
      return new EchoServers();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void echoDatagrams() {
    byte[] bytes = new byte[BYTES];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        udp.receive(packet);
        udp.send(packet);
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void accept(ServerSocket listener, Service service) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              Socket connection = listener.accept();
              Thread.ofPlatform().daemon().start(() -> serve(connection, service));
            }
          } catch (IOException closed) {
            // the test is over
          }
        });
  }

  private static void serve(Socket connection, Service service) {
    try (connection) {
      service.serve(connection);
    } catch (IOException gone) {
      // reset by the client
    }
  }

  private static void echo(Socket connection) throws IOException {
    byte[] bytes = new byte[BYTES];
    for (int got = connection.getInputStream().read(bytes);
        got >= 0;
        got = connection.getInputStream().read(bytes)) {
      connection.getOutputStream().write(bytes, 0, got);
    }
  }

  /// Greets, and announces port 51210 for PASV.
  private static void announce(Socket connection) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    say(connection, "220 stub");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      boolean passive = line.startsWith("PASV");
      say(connection, passive ? "227 Entering Passive Mode (10,2,0,2,200,10)" : "200 ok");
    }
  }

  private static void say(Socket connection, String line) throws IOException {
    connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
      ftp.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
