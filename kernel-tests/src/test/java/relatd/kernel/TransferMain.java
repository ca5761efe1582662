// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Transfers that go on while firewalls die: `HOST PORT FIRST COUNT`. Connections from the local
/// ports FIRST on are opened one after the other; each sends and gets back a block again and again.
///
/// `up PORT MILLIS` says that one has been established, and when; `moving PORT...` which of them
/// have had an answer since the line before. One that breaks is silent from then on.
final class TransferMain {
  static final String UP = "up ";
  static final String MOVING = "moving ";

  private static final int BLOCK = 512;
  private static final int OPENING_MILLIS = 10;
  private static final int PAUSE_MILLIS = 25;
  private static final int REPORT_MILLIS = 200;

  private record Transfer(InetSocketAddress to, int from, AtomicBoolean moved) {
    private void run() {
      byte[] block = new byte[BLOCK];
      try (Socket socket = new Socket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(from));
        socket.connect(to);
        DataInputStream answers = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(block);
        answers.readFully(block);
        say(UP + from + " " + System.currentTimeMillis());
        while (true) {
          moved.set(true);
          Thread.sleep(PAUSE_MILLIS);
          socket.getOutputStream().write(block);
          answers.readFully(block);
        }
      } catch (IOException | InterruptedException broken) {
        say("broken " + from + " " + broken.getMessage());
      }
    }
  }

  private TransferMain() {}

  public static void main(String[] words) throws InterruptedException {
    InetSocketAddress to = new InetSocketAddress(words[0], Integer.parseInt(words[1]));
    int first = Integer.parseInt(words[2]);
    List<Transfer> all =
        IntStream.range(first, first + Integer.parseInt(words[3]))
            .mapToObj(port -> new Transfer(to, port, new AtomicBoolean()))
            .toList();
    Thread.ofVirtual().start(() -> open(all));
    while (true) {
      Thread.sleep(REPORT_MILLIS);
      report(all);
    }
  }

  private static void open(List<Transfer> all) {
    try {
      for (Transfer transfer : all) {
        Thread.ofVirtual().start(transfer::run);
        Thread.sleep(OPENING_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(List<Transfer> all) {
    StringBuilder line = new StringBuilder(MOVING);
    for (Transfer transfer : all) {
      if (transfer.moved.getAndSet(false)) {
        line.append(transfer.from).append(' ');
      }
    }
    say(line.toString());
  }

  private static void say(String line) {
    synchronized (TransferMain.class) {
      System.out.println(line);
    }
  }
}
