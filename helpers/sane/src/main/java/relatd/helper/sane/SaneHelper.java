// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sane;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// SANE's network protocol: opens the data connection that the reply to a start names.
public final class SaneHelper implements Helper {
  public SaneHelper() {}

  @Override
  public String name() {
    return "sane";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(6_566);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("sane", 1, 300));
  }

  @Override
  public int window() {
    return 64; // two words are looked at together
  }

  @Override
  public int privateBytes() {
    return 4;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new SaneSession(master, options);
  }
}
