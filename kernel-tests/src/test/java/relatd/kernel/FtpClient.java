// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;

/// Real FTP clients, told to use one way of opening the data connection and no other, to print
/// their dialogue, and to believe the address that they are given (a client that puts the control
/// connection's address in its place would hide a missing translation).
enum FtpClient {
  CURL {
    @Override
    boolean speaks(FtpCommand command, Family family) {
      return command.speaks(family);
    }

    @Override
    List<String> fetch(FtpCommand command, Family family, String host) {
      List<String> line =
          new ArrayList<>(List.of("curl", "-v", "-sS", "--connect-timeout", "8", "-m", "20"));
      switch (command) {
        case PASV -> line.addAll(List.of("--disable-epsv", "--no-ftp-skip-pasv-ip"));
        case EPSV -> {}
        case PORT -> line.addAll(List.of("--disable-eprt", "--ftp-port", "-"));
        case EPRT -> line.addAll(List.of("--ftp-port", "-"));
      }
      line.add("ftp://%s/%s".formatted(inUrl(host, family), FtpServer.FILE));
      return line;
    }
  },
  LFTP {
    /// lftp keeps to the old commands of RFC 959 for IPv4 and the extended ones for IPv6.
    @Override
    boolean speaks(FtpCommand command, Family family) {
      boolean extended = command == FtpCommand.EPRT || command == FtpCommand.EPSV;
      return extended == (family == Family.INET6);
    }

    @Override
    List<String> fetch(FtpCommand command, Family family, String host) {
      String script =
          """
          set net:timeout 8; set net:max-retries 1; set net:reconnect-interval-base 1; \
          set dns:order "inet inet6"; set ftp:ssl-allow no; set ftp:use-feat no; \
          set ftp:auto-passive-mode no; set ftp:fix-pasv-address no; set ftp:sync-mode yes; \
          set ftp:passive-mode %s; set cmd:fail-exit yes; \
          debug 6; open ftp://%s; cat %s; bye\
          """
              .formatted(command.active() ? "no" : "yes", inUrl(host, family), FtpServer.FILE);
      return List.of("lftp", "--norc", "-c", script);
    }
  },
  /// Our own, for commands in pieces.
  HALTING {
    @Override
    boolean speaks(FtpCommand command, Family family) {
      return command.speaks(family);
    }

    @Override
    List<String> fetch(FtpCommand command, Family family, String host) {
      List<String> line = new ArrayList<>(ClassPath.java());
      line.addAll(List.of(HaltingClient.class.getName(), host, command.name(), FtpServer.FILE));
      return line;
    }
  };

  abstract boolean speaks(FtpCommand command, Family family);

  /// The command line that prints the served file, with the dialogue among its errors.
  abstract List<String> fetch(FtpCommand command, Family family, String host);

  String program() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String inUrl(String host, Family family) {
    return family == Family.INET ? host : "[" + host + "]";
  }
}
