// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The port ids of our own sockets. The kernel writes the port id of the socket that asked for a
/// change into the change's event (`nlmsg_pid`); what packets and timeouts change has 0.
public final class Origins {
  private int[] ports = new int[0];
  private Origin[] origins = new Origin[0];

  public Origins() {}

  /// Events caused through this port are of this origin from now on.
  public void register(int portId, Origin origin) {
    ports = Arrays.copyOf(ports, ports.length + 1);
    origins = Arrays.copyOf(origins, origins.length + 1);
    ports[ports.length - 1] = portId;
    origins[origins.length - 1] = origin;
  }

  /// To be called before the socket is closed: the kernel may give its number to another.
  public void forget(int portId) {
    for (int i = 0; i < ports.length; i++) {
      if (ports[i] == portId) {
        origins[i] = Origin.OTHER;
      }
    }
  }

  /// Sockets whose doings this node knows of without events: those that commit and inject.
  int[] untold() {
    return IntStream.range(0, ports.length)
        .filter(i -> origins[i] == Origin.COMMIT || origins[i] == Origin.INJECT)
        .map(i -> ports[i])
        .toArray();
  }

  /// The latest registration counts.
  public Origin of(int portId) {
    if (portId != 0) {
      for (int i = ports.length - 1; i >= 0; i--) {
        if (ports[i] == portId) {
          return origins[i];
        }
      }
    }
    return Origin.OTHER;
  }
}
