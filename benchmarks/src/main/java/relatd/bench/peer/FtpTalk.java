// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A server behind a router, and clients who have control connections to it.
final class FtpTalk implements AutoCloseable {
  /// A command in which a helper finds nothing.
  static final String NOOP = "NOOP";

  /// One whose answer foretells a connection.
  static final String PASV = "PASV";

  private static final long LAST_PACKETS = 200;

  private final Router router;
  private final Process server;
  private final Load connectionsOfRouter;

  FtpTalk(Router router) throws Exception {
    this.router = router;
    this.server =
        router.start(
            router.server(), CProgram.FTP_SERVER.path(), Router.SERVER, Integer.toString(21));
    this.connectionsOfRouter = new Load(router.router());
    // Its first word: it listens.
    if (server.getInputStream().read() < 0) {
      close();
      throw new IOException("no FTP server in " + router.server());
    }
  }

  /// Sends the command on each of the connections, again as soon as it is answered. The router
  /// forgets the connections afterwards, and what they expected.
  Exchanges exchange(String command, int connections, int seconds) throws Exception {
    long packets = router.queued();
    long expectations = router.expectations();
    Process clients =
        router.start(
            router.client(),
            CProgram.FTP_CLIENT.path(),
            Router.SERVER,
            Integer.toString(21),
            Integer.toString(connections),
            Integer.toString(seconds),
            command);
    String[] said = answer(clients, seconds + 60).strip().split(" ");
    Exchanges exchanges =
        new Exchanges(
            Long.parseLong(said[0]),
            Double.parseDouble(said[1]),
            router.queued() - packets,
            router.expectations() - expectations);
    Thread.sleep(LAST_PACKETS);
    connectionsOfRouter.flush();
    return exchanges;
  }

  private static String answer(Process clients, int limitSeconds)
      throws IOException, InterruptedException {
    try (InputStream out = clients.getInputStream()) {
      if (clients.waitFor(limitSeconds, TimeUnit.SECONDS) && clients.exitValue() == 0) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      throw new IOException("the clients did not come to an end");
    } finally {
      Shell.end(clients, 5, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    connectionsOfRouter.close();
    Shell.end(server, 5, TimeUnit.SECONDS);
  }
}
