// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Connection;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// The port mapper: opens the ports that it names to the client that asked.
public final class RpcHelper implements Helper {
  public RpcHelper() {}

  @Override
  public String name() {
    return "rpc";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP, Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(111);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("rpc", 16, 300)); // an NFS mount asks for up to four programs
  }

  @Override
  public int window() {
    return RecordStream.LONGEST + RecordStream.MARK * RpcMessage.MOST_FRAGMENTS;
  }

  @Override
  public int privateBytes() {
    return 16;
  }

  @Override
  public Session open(Connection master, Options options) {
    return new RpcSession(master, options);
  }
}
