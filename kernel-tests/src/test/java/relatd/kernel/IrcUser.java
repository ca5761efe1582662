// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A user of IRC, scripted: one who offers a file directly, or one who fetches whatever is offered.
final class IrcUser {
  private static final int PORT = 51_000;
  private static final int MILLIS = 8_000;
  private static final Pattern OFFER = Pattern.compile("\u0001DCC SEND \\S+ (\\d+) (\\d+) ");

  private IrcUser() {}

  /// @param part `offer` or `fetch`
  /// @param self the address to offer
  static List<String> command(String part, String host, String self) {
    List<String> command = new ArrayList<>(ClassPath.java());
    command.addAll(List.of(IrcUser.class.getName(), part, host, self));
    return command;
  }

  public static void main(String[] args) throws IOException {
    try (Socket server = new Socket(args[1], Service.IRC.port())) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.ISO_8859_1));
      String name = args[0].equals("offer") ? "alice" : "bob";
      say(server, "NICK " + name);
      say(server, "USER " + name + " 0 * :" + name);
      await(server, in, " 001 ");
      if (args[0].equals("offer")) {
        offer(server, args[2]);
      } else {
        System.out.println("here");
        fetchForEver(server, in);
      }
    }
  }

  private static void offer(Socket server, String self) throws IOException {
    int address = ByteBuffer.wrap(InetAddress.getByName(self).getAddress()).getInt();
    try (ServerSocket listener = new ServerSocket(PORT)) {
      listener.setSoTimeout(MILLIS);
      say(
          server,
          "PRIVMSG bob :\u0001DCC SEND file %s %d 7\u0001"
              .formatted(Integer.toUnsignedString(address), PORT));
      System.out.println("offered");
      try (Socket peer = listener.accept()) {
        boolean hello = new String(peer.getInputStream().readNBytes(5)).equals("hello");
        System.out.println(hello ? "fetched" : "a stranger came");
      }
    } catch (SocketTimeoutException e) {
      System.out.println("nobody came");
    }
  }

  private static void fetchForEver(Socket server, BufferedReader in) throws IOException {
    while (true) {
      Matcher offer = OFFER.matcher(await(server, in, "DCC SEND"));
      if (offer.find()) {
        int address = Integer.parseUnsignedInt(offer.group(1));
        byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
        try (Socket peer = new Socket()) {
          peer.connect(
              new InetSocketAddress(
                  InetAddress.getByAddress(bytes), Integer.parseInt(offer.group(2))),
              MILLIS);
          peer.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          System.out.println("not fetched: " + e);
        }
      }
    }
  }

  /// The next line that has this in it.
  private static String await(Socket server, BufferedReader in, String text) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("PING")) {
        say(server, line.replace("PING", "PONG"));
      }
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IOException("the server closed the connection");
  }

  private static void say(Socket server, String line) throws IOException {
    OutputStream out = server.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
