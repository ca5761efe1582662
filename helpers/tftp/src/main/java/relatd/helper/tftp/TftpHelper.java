// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// TFTP requests: opens the way for the one transfer that was asked for.
public final class TftpHelper implements Helper {
  /// A request fits into one datagram of 512 bytes (RFC 2347); some clients send more options.
  private static final int LONGEST_REQUEST = 2_048;

  public TftpHelper() {}

  @Override
  public String name() {
    return "tftp";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(69);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("tftp", 1, 300));
  }

  @Override
  public int window() {
    return LONGEST_REQUEST;
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public boolean namesEndpoints() {
    return false;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new TftpSession(master, options);
  }
}
