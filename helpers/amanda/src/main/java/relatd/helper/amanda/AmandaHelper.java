// SPDX-License-Identifier: Apache-2.0
package relatd.helper.amanda;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// Amanda's datagram protocol: the backup client answers a request with the ports that it listens
/// on for data, messages, index and state. (The protocol's bsdtcp form needs no helper.)
public final class AmandaHelper implements Helper {
  public AmandaHelper() {}

  @Override
  public String name() {
    return "amanda";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(10_080);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("amanda", 4, 180));
  }

  @Override
  public int window() {
    return 65_535; // a datagram
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new AmandaSession(master, options);
  }
}
