// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A connection that stays open: `tcp|udp,HOST,PORT,LOCALPORT`; `ftp,HOST,LOCALPORT`, which asks
/// for a data connection once; `sip,HOST,LOCALPORT`, which invites to a call once; or `icmp,HOST`,
/// which is one echo request.
interface HeldFlow {
  /// Longer than TCP needs to find its way after a fail-over.
  int TIMEOUT_MILLIS = 20_000;

  /// Has the other side answer; the first time opens the connection.
  void echo() throws IOException;

  static HeldFlow of(String text) {
    String[] part = text.split(",");
    return switch (part[0]) {
      case "icmp" -> new Ping(part[1]);
      case "udp" -> new Udp(text, to(part[1], part[2]), Integer.parseInt(part[3]));
      case "sip" -> new Call(text, to(part[1], "" + Call.SIP), Integer.parseInt(part[2]));
      case "ftp" ->
          new Tcp(text, to(part[1], "" + EchoServer.FTP), Integer.parseInt(part[2]), "PASV\r\n");
      default -> new Tcp(text, to(part[1], part[2]), Integer.parseInt(part[3]), "");
    };
  }

  private static InetSocketAddress to(String host, String port) {
    return new InetSocketAddress(host, Integer.parseInt(port));
  }

  /// As root the library sends ICMP.
  final class Ping implements HeldFlow {
    private final String host;
    private boolean sent;

    private Ping(String host) {
      this.host = host;
    }

    @Override
    public void echo() throws IOException {
      if (!sent && !InetAddress.getByName(host).isReachable(TIMEOUT_MILLIS)) {
        throw new IOException("no echo by ICMP from " + host);
      }
      sent = true;
    }

    @Override
    public String toString() {
      return "icmp," + host;
    }
  }

  /// @param greeting said once, behind a line of the server, and answered with another; empty:
  ///   single bytes are echoed
  final class Tcp implements HeldFlow {
    private final String text;
    private final InetSocketAddress to;
    private final int from;
    private final String greeting;
    private final Socket socket = new Socket();

    private Tcp(String text, InetSocketAddress to, int from, String greeting) {
      this.text = text;
      this.to = to;
      this.from = from;
      this.greeting = greeting;
    }

    @Override
    public void echo() throws IOException {
      if (!socket.isConnected()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(from));
        socket.connect(to, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        greet();
      } else if (greeting.isEmpty()) {
        ask("x", 'x');
      }
    }

    private void greet() throws IOException {
      if (greeting.isEmpty()) {
        ask("x", 'x');
      } else {
        ask("", '\n');
        ask(greeting, '\n');
      }
    }

    private void ask(String words, char last) throws IOException {
      socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
      int next = socket.getInputStream().read();
      while (next != last) {
        if (next < 0) {
          throw new IOException(text + " was closed");
        }
        next = socket.getInputStream().read();
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// Asks again when a datagram gets lost.
  final class Udp implements HeldFlow {
    private static final int ATTEMPTS = 20;

    private final String text;
    private final DatagramSocket socket;

    private Udp(String text, InetSocketAddress to, int from) {
      this.text = text;
      try {
        socket = new DatagramSocket(from);
        socket.connect(to);
        socket.setSoTimeout(TIMEOUT_MILLIS / ATTEMPTS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void echo() throws IOException {
      for (int attempt = 1; true; attempt++) {
        try {
          socket.send(new DatagramPacket(new byte[] {'x'}, 1));
          socket.receive(new DatagramPacket(new byte[1], 1));
          return;
        } catch (SocketTimeoutException e) {
          if (attempt == ATTEMPTS) {
            throw new IOException(text + " gets no answer", e);
          }
        }
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// Invites to a call once, and does not wait for an answer: the announced media is what counts.
  /// As of a phone that has registered, the invitation is not the first datagram: what that
  /// announces, the kernel tells before it tells the connection, and no conntrackd takes it.
  final class Call implements HeldFlow {
    static final int SIP = 5060;

    private final String text;
    private final InetSocketAddress to;
    private final String own;
    private final DatagramSocket socket;
    private boolean invited;

    private Call(String text, InetSocketAddress to, int from) {
      this.text = text;
      this.to = to;
      try {
        socket = new DatagramSocket(from);
        socket.connect(to); // to learn the own address; what is unreachable is not to be told
        own = socket.getLocalAddress().getHostAddress();
        socket.disconnect();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void echo() throws IOException {
      if (invited) {
        return;
      }
      String host = to.getAddress().getHostAddress();
      String media =
          "v=0\r\no=a 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\n"
              .formatted(own);
      String invite =
          """
          INVITE sip:b@%1$s SIP/2.0
          Via: SIP/2.0/UDP %2$s:%3$d;branch=z9hG4bK1
          From: <sip:a@%2$s>;tag=1
          To: <sip:b@%1$s>
          Call-ID: 1@%2$s
          CSeq: 1 INVITE
          Contact: <sip:a@%2$s:%3$d>
          Content-Type: application/sdp
          Content-Length: %4$d

          """
              .formatted(host, own, socket.getLocalPort(), media.length())
              .replace("\n", "\r\n");
      byte[] alive = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(alive, alive.length, to));
      byte[] request = (invite + media).getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(request, request.length, to));
      invited = true;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
