// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The client of a [Router]. Connections come from the ports of the recordings.
record Talker(InNamespace client) {
  private static final String SERVER = "10.2.0.2";
  private static final int PATIENCE_MILLIS = 10_000;

  /// What is done with a connection.
  @FunctionalInterface
  interface Talk<T> {
    T with(Socket connection) throws IOException;
  }

  /// Sends a datagram from port 40000 and waits for its echo.
  void datagram(int bytes) {
    client.call(() -> {
      try (DatagramSocket socket = new DatagramSocket(40_000)) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] data = new byte[bytes];
        socket.send(new DatagramPacket(data, bytes, new InetSocketAddress(SERVER, 5000)));
        socket.receive(new DatagramPacket(data, bytes));
        return null;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    });
  }

  /// A connection to the TCP echo that has carried some bytes; the caller closes it.
  Socket echo(int port, int bytes) {
    return connect(
        port,
        8000,
        connection -> {
          connection.getOutputStream().write(new byte[bytes]);
          connection.getInputStream().readNBytes(bytes);
          return connection;
        });
  }

  /// A control connection in which a port was announced; the caller closes it.
  Socket ftp(int port) {
    return connect(
        port,
        21,
        connection -> {
          line(connection.getInputStream());
          for (String command : new String[] {"USER x\r\n", "PASV\r\n"}) {
            connection.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            line(connection.getInputStream());
          }
          return connection;
        });
  }

  private <T> T connect(int from, int to, Talk<T> talk) {
    return client.call(() -> {
      try {
        Socket connection = new Socket();
        connection.setReuseAddress(true);
        connection.setSoTimeout(PATIENCE_MILLIS);
        connection.bind(new InetSocketAddress("0.0.0.0", from));
        connection.connect(new InetSocketAddress(SERVER, to), PATIENCE_MILLIS);
        return talk.with(connection);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    });
  }

  private static void line(InputStream in) throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n') {
      next = in.read();
    }
  }

  /// Closes it, at once or in order.
  static void end(Socket connection, boolean reset) {
    try (connection) {
      if (reset) {
        connection.setSoLinger(true, 0);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
