// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// SIP signalling: opens the media of each call, and the way in for who has registered.
public final class SipHelper implements Helper {
  /// Positions in [#policies].
  static final int SIGNALLING = 0;

  static final int AUDIO = 1;
  static final int VIDEO = 2;
  static final int IMAGE = 3;

  public SipHelper() {}

  @Override
  public String name() {
    return "sip";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP, Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(5060);
  }

  @Override
  public List<Policy> policies() {
    return List.of(
        new Policy("signalling", 1, 180),
        new Policy("audio", 4, 180),
        new Policy("video", 4, 180),
        new Policy("image", 2, 180));
  }

  @Override
  public int window() {
    return SipMessage.LONGEST + 1;
  }

  @Override
  public int privateBytes() {
    return 16;
  }

  @Override
  public boolean followsExpected() {
    return true;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new SipSession(master, options);
  }
}
