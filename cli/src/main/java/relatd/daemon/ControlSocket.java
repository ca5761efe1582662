// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.Registration;
import relatd.posix.SocketName;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// The UNIX socket that clients ask: every connection is one request, four bytes in the machine's
/// order, and its answer.
///
/// Nothing here waits: a client that says nothing, or reads slowly, costs a place among the few
/// there are, and loses it after a while.
final class ControlSocket implements AutoCloseable {
  private static final int BACKLOG = 100; // the original's
  private static final int MOST_CLIENTS = 64;

  private final Path path;
  private final EventLoop loop;
  private final ControlHandler handler;
  private final Fd listener;
  private final Registration registration;
  private final List<ControlConnection> clients = new ArrayList<>();

  /// The process's umask decides about the socket's mode.
  ///
  /// @throws StartFailure when the socket cannot be bound
  ControlSocket(Path path, EventLoop loop, ControlHandler handler) {
    this.path = path;
    this.loop = loop;
    this.handler = handler;
    this.listener = listen(path);
    this.registration = loop.register(listener.number(), EventLoop.READABLE, _ -> acceptClients());
  }

  private static Fd listen(Path path) {
    Fd fd =
        new Fd(
            Sockets.socket(
                Sockets.AF_UNIX,
                Sockets.SOCK_STREAM | Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK,
                0),
            "make the control socket");
    try {
      removeOld(path);
      SystemException.check(
          Sockets.bind(fd.number(), SocketName.unix(path.toString())), "bind " + path);
      SystemException.check(Sockets.listen(fd.number(), BACKLOG), "listen on " + path);
      return fd;
    } catch (IOException e) {
      fd.close();
      throw refused("cannot remove " + path + ": " + Reason.of(e));
    } catch (RuntimeException e) {
      fd.close();
      throw refused(e.getMessage());
    }
  }

  /// Takes the socket of a daemon that is gone out of the way, and nothing else: the lock file says
  /// that no daemon is there, and a path given by mistake must not cost anybody a file.
  private static void removeOld(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      boolean socket =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .isOther();
      if (!socket) {
        throw new FileSystemException(path.toString(), null, "it is no socket");
      }
      Files.delete(path);
    }
  }

  private static StartFailure refused(String why) {
    return new StartFailure("can't open unix socket!", why);
  }

  private void acceptClients() {
    while (true) {
      int fd = Sockets.accept(listener.number(), Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
      if (fd < 0) {
        return;
      }
      if (clients.size() == MOST_CLIENTS) {
        clients.getFirst().close(); // the one that kept its place longest
      }
      ControlConnection client =
          new ControlConnection(new Fd(fd, "control connection"), loop, handler, clients::remove);
      clients.add(client);
      client.readAtOnce();
    }
  }

  @Override
  public void close() {
    new ArrayList<>(clients).forEach(ControlConnection::close);
    registration.close();
    listener.close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // its directory is gone, and so is the socket
    }
  }
}
