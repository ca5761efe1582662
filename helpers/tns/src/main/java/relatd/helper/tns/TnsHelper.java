// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// Logins at a listener: opens the way to the instance that it redirects to.
public final class TnsHelper implements Helper {
  public TnsHelper() {}

  /// What the kernel calls it, and what its expectations name: a session may be redirected again.
  static final String NAME = "tns";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(1521);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("tns", RedirectTargets.MOST, 300));
  }

  @Override
  public int window() {
    return Redirect.LONGEST;
  }

  @Override
  public int privateBytes() {
    return 1;
  }

  /// Who is redirected to another listener may be redirected once more.
  @Override
  public boolean followsExpected() {
    return true;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new TnsSession(master, options);
  }
}
