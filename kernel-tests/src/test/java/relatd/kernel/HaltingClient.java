// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An FTP client that sends its commands a few bytes at a time, each piece in a segment of its own,
/// as a person at a terminal or an evasive program does; no common client can be told to.
///
/// Arguments: host, one of [FtpCommand], file. The file goes to stdout, the dialogue to stderr.
final class HaltingClient {
  /// The longest command here has 9 pieces; 16 are held back where a router translates.
  private static final int PIECE = 5;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern PASV = Pattern.compile("\\((\\d+,\\d+,\\d+,\\d+),(\\d+),(\\d+)\\)");
  private static final Pattern EPSV = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");

  private final Socket control;
  private final BufferedReader replies;

  private HaltingClient(Socket control) throws IOException {
    this.control = control;
    control.setTcpNoDelay(true);
    control.setSoTimeout(PATIENCE_MILLIS);
    replies =
        new BufferedReader(
            new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
  }

  public static void main(String[] args) throws IOException {
    try (Socket control = new Socket(args[0], 21)) {
      new HaltingClient(control).fetch(FtpCommand.valueOf(args[1]), args[2]);
    }
  }

  private void fetch(FtpCommand command, String file) throws IOException {
    expect("220");
    ask("USER anonymous", "331");
    ask("PASS none@example.net", "230");
    if (command.active()) {
      try (ServerSocket door = new ServerSocket(0, 1, control.getLocalAddress())) {
        door.setSoTimeout(PATIENCE_MILLIS);
        ask(announcement(command, door.getLocalPort()), "200");
        ask("RETR " + file, "150");
        print(door.accept());
      }
    } else {
      String reply = ask(command.name(), command == FtpCommand.PASV ? "227" : "229");
      try (Socket data = dial(command, reply)) {
        ask("RETR " + file, "150");
        print(data);
      }
    }
    expect("226");
    ask("QUIT", "221");
  }

  private String announcement(FtpCommand command, int port) {
    InetAddress address = control.getLocalAddress();
    String text = address.getHostAddress();
    return command == FtpCommand.PORT
        ? "PORT %s,%d,%d".formatted(text.replace('.', ','), port >> 8, port & 0xff)
        : "EPRT |%d|%s|%d|".formatted(address instanceof Inet4Address ? 1 : 2, text, port);
  }

  private Socket dial(FtpCommand command, String reply) throws IOException {
    Matcher at = (command == FtpCommand.PASV ? PASV : EPSV).matcher(reply);
    if (!at.find()) {
      throw new IOException("no endpoint in: " + reply);
    }
    return command == FtpCommand.EPSV
        ? new Socket(control.getInetAddress(), Integer.parseInt(at.group(1)))
        : new Socket(
            at.group(1).replace(',', '.'),
            Integer.parseInt(at.group(2)) * 256 + Integer.parseInt(at.group(3)));
  }

  private static void print(Socket data) throws IOException {
    try (data) {
      data.getInputStream().transferTo(System.out);
      System.out.flush();
    }
  }

  private String ask(String command, String code) throws IOException {
    System.err.println("> " + command);
    byte[] line = (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
    OutputStream out = control.getOutputStream();
    for (int from = 0; from < line.length; from += PIECE) {
      out.write(line, from, Math.min(PIECE, line.length - from));
    }
    return expect(code);
  }

  /// Reads one reply (RFC 959, 4.2: a multi-line one ends with its code and a space).
  private String expect(String code) throws IOException {
    String line;
    do {
      line = replies.readLine();
      System.err.println("< " + line);
    } while (line != null && !line.matches("\\d{3} .*"));
    if (line == null || !line.startsWith(code)) {
      throw new IOException("instead of " + code + ": " + line);
    }
    return line;
  }
}
