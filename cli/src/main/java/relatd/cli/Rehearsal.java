// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands of nfct, or requests of conntrackd's client, one after the other, so that `./build`
/// learns which classes they load: an AOT cache knows what a single run has used. Prints nothing.
/// nfct's are to be run in a network namespace of their own.
public final class Rehearsal {
  private static final List<String> NFCT =
      List.of(
          "version",
          "list helper",
          "list timeout",
          "add timeout rehearsal inet tcp established 100 close 10",
          "get timeout rehearsal",
          "list timeout",
          "list timeout -o json",
          "delete timeout rehearsal",
          "default-get timeout inet udp",
          "add timeout",
          "flush timeout");
  private static final List<String> CLIENT =
      List.of(
          "-v", "-s", "-s cache", "-s -o json", "-i", "-e", "-i -x", "-c", "-f", "-R", "-B", "-n");
  private static final byte[] ANSWER =
      "cache internal:\ncurrent active connections:\t           0\n"
          .repeat(200)
          .getBytes(StandardCharsets.US_ASCII);

  private Rehearsal() {}

  /// @param args `nfct`; or `conntrackd`, a folder for its files, and configurations to read
  public static void main(String[] args) throws IOException {
    if (args[0].equals("nfct")) {
      NFCT.forEach(line -> run("nfct " + line));
    } else {
      client(Path.of(args[1]));
      for (int i = 2; i < args.length; i++) {
        run("conntrackd -C " + args[i] + " -s");
      }
    }
  }

  private static void run(String line) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Main.run(List.of(line.split(" ")), nowhere, nowhere);
  }

  /// A daemon that always answers the same.
  private static void client(Path folder) throws IOException {
    Path socket = folder.resolve("ctl");
    Path config = folder.resolve("conf");
    Files.writeString(config, "General {\n  UNIX {\n    Path " + socket + "\n  }\n}\n");
    List<String> lines = new ArrayList<>();
    CLIENT.forEach(request -> lines.add("conntrackd -C " + config + " " + request));
    try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      daemon.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().daemon().start(() -> answer(daemon));
      lines.forEach(Rehearsal::run);
    }
  }

  private static void answer(ServerSocketChannel daemon) {
    try {
      while (true) {
        try (SocketChannel client = daemon.accept()) {
          client.read(ByteBuffer.allocate(4));
          client.write(ByteBuffer.wrap(ANSWER));
        }
      }
    } catch (IOException closed) {
      // the rehearsal is over
    }
  }
}
