// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// IRC: opens the port that a client offers to another one by DCC. Who will come is not known, so
/// anybody may: attach it only where that is wanted.
public final class IrcHelper implements Helper {
  public IrcHelper() {}

  @Override
  public String name() {
    return "irc";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(6_667);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("irc", 8, 300));
  }

  @Override
  public int window() {
    return IrcSession.LONGEST_LINE + 2;
  }

  @Override
  public int privateBytes() {
    return 16;
  }

  /// People quote what others offer, and clients behind other routers name addresses that are not
  /// theirs here: that opens nothing and says nothing of an attack.
  @Override
  public boolean refusalsAreEvents() {
    return false;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new IrcSession(master, options);
  }
}
