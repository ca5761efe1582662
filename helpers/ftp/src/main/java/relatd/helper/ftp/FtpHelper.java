// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// FTP control connections: opens the one data connection that was announced last.
public final class FtpHelper implements Helper {
  public FtpHelper() {}

  @Override
  public String name() {
    return "ftp";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(21);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("ftp", 1, 300));
  }

  @Override
  public int window() {
    return FtpSession.LONGEST_LINE + 2;
  }

  @Override
  public int privateBytes() {
    return 24;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new FtpSession(master, options);
  }
}
