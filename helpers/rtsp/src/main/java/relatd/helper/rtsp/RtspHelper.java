// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.TextMessages;
import relatd.helper.Transport;

/// RTSP (RFC 2326, 7826): opens the ports that client and server agree on for each track, in both
/// directions.
public final class RtspHelper implements Helper {
  public RtspHelper() {}

  @Override
  public String name() {
    return "rtsp";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(554, 8_554);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("rtsp", 16, 300)); // two tracks, four each, twice
  }

  @Override
  public int window() {
    return TextMessages.LONGEST_HEAD + 2;
  }

  @Override
  public int privateBytes() {
    return 16;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new RtspSession(master, options);
  }
}
