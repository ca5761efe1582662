// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A real FTP server in the server's namespace, with a scratch configuration and one file to get:
/// vsftpd, or proftpd where that is installed instead (Debian's packages exclude each other).
///
/// Anonymous, both families on port 21, active and passive; proftpd and vsftpd both refuse a PORT
/// that names another address than the client's, so an unmended one behind NAT fails.
final class FtpServer {
  static final String FILE = "greeting.txt";
  static final String CONTENT = "the data connection was expected\n";

  static final Peer SERVER = FtpServer::start;

  private FtpServer() {}

  static boolean isInstalled() {
    return Commands.exist("vsftpd") || Commands.exist("proftpd");
  }

  /// Starts the server; it ends with the laboratory.
  private static void start(Lab lab) {
    try {
      Path files = Files.createDirectory(lab.directory().resolve("served"));
      Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(files.resolve(FILE), CONTENT);
      Path log = lab.directory().resolve("ftp-server.log");
      Background server = lab.owns(lab.server().start(log, command(lab.directory(), files)));
      Await.until("the FTP server listens", () -> lab.server().listensOn(21), server::output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path directory, Path files) throws IOException {
    Path configuration = directory.resolve("ftp-server.conf");
    if (Commands.exist("vsftpd")) {
      Files.writeString(configuration, vsftpd(directory, files));
      return List.of("vsftpd", configuration.toString());
    }
    Files.writeString(configuration, proftpd(directory, files));
    return List.of("proftpd", "--nodaemon", "--config", configuration.toString());
  }

  private static String vsftpd(Path directory, Path files) throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    return """
    listen=NO
    listen_ipv6=YES
    background=NO
    anonymous_enable=YES
    local_enable=NO
    anon_root=%s
    secure_chroot_dir=%s
    nopriv_user=nobody
    port_enable=YES
    connect_from_port_20=YES
    pasv_enable=YES
    pasv_min_port=40000
    pasv_max_port=40999
    connect_timeout=3
    seccomp_sandbox=NO
    xferlog_enable=NO
    """
        .formatted(files, empty);
  }

  private static String proftpd(Path directory, Path files) {
    return """
    ServerName relatd-lab
    ServerType standalone
    DefaultAddress 10.77.2.2
    SocketBindTight off
    Port 21
    UseIPv6 on
    UseReverseDNS off
    User root
    Group root
    UseFtpUsers off
    RequireValidShell off
    AuthOrder mod_auth_unix.c
    PassivePorts 40000 40999
    TimeoutLinger 1
    ScoreboardFile %1$s/ftp-server.score
    PidFile %1$s/ftp-server.pid
    DelayEngine off
    TransferLog none
    SystemLog none
    WtmpLog off
    <Anonymous %2$s>
      User nobody
      Group nogroup
      UserAlias anonymous nobody
    </Anonymous>
    """
        .formatted(directory, files);
  }
}
