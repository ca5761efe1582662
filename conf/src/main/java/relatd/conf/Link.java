// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// One dedicated link between firewalls.
public sealed interface Link {

  /// Device; required, but its absence is found out when the link is opened.
  Optional<String> networkInterface();

  /// UDP or TCP port; 0 when the file gives none.
  int port();

  SocketTuning tuning();

  /// Marked with the word `Default`.
  boolean preferred();

  /// As the file spells the clause.
  String word();

  /// @param sendBuffer bytes; 0 = the system's default
  /// @param receiveBuffer bytes; 0 = the system's default
  /// @param checksum whether datagrams carry a checksum; TCP always does
  record SocketTuning(int sendBuffer, int receiveBuffer, boolean checksum) {

    public static final SocketTuning DEFAULT = new SocketTuning(0, 0, true);
  }

  /// @param group address that all nodes join
  /// @param localAddress own IPv4 address on the link
  record Multicast(
      Optional<InetAddress> group,
      Optional<Inet4Address> localAddress,
      Optional<String> networkInterface,
      int port,
      SocketTuning tuning,
      boolean preferred)
      implements Link {
    @Override
    public String word() {
      return "Multicast";
    }
  }

  /// @param local own address, to bind to
  /// @param peer the other firewall's address
  record Udp(
      Optional<InetAddress> local,
      Optional<InetAddress> peer,
      Optional<String> networkInterface,
      int port,
      SocketTuning tuning,
      boolean preferred)
      implements Link {
    @Override
    public String word() {
      return "UDP";
    }
  }

  /// @param local own address, to listen at
  /// @param peer the other firewall's address, to connect to
  /// @param errorQueueLength messages kept while the connection is down; one queue for all links
  record Tcp(
      Optional<InetAddress> local,
      Optional<InetAddress> peer,
      Optional<String> networkInterface,
      int port,
      SocketTuning tuning,
      boolean preferred,
      int errorQueueLength)
      implements Link {

    public static final int DEFAULT_ERROR_QUEUE_LENGTH = 128;

    @Override
    public String word() {
      return "TCP";
    }
  }
}
