// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// The configurations of the recordings. `@` stands for what a node's files begin with.
final class GoldenConf {
  private GoldenConf() {}

  /// @param node 1 or 2
  /// @param transport the section's keyword
  /// @param mode lines inside `Mode`
  /// @param more sections inside `Sync`
  static String sync(int node, String word, String transport, int links, String mode, String more) {
    StringBuilder text = new StringBuilder("Sync {\nMode %s {\n%s\n}\n".formatted(word, mode));
    for (int link = 0; link < links; link++) {
      String own = "10.9%d.0.%d".formatted(9 - link, node);
      String peer = "10.9%d.0.%d".formatted(9 - link, 3 - node);
      text.append(transport).append(links > 1 && link == 0 ? " Default {\n" : " {\n");
      text.append(
          transport.equals("Multicast")
              ? "IPv4_address 225.0.0.%d\nGroup %d\nIPv4_interface %s\n"
                  .formatted(50 + link, 3780 + link, own)
              : "IPv4_address %s\nIPv4_Destination_Address %s\nPort %d\n"
                  .formatted(own, peer, 3780 + link));
      text.append("Interface sync%d\n".formatted(link));
      text.append("SndSocketBuffer 1249280\nRcvSocketBuffer 1249280\nChecksum on\n}\n");
    }
    return text + more + "\n}\n" + general("");
  }

  static String general(String more) {
    return """
    General {
      HashSize 32768
      HashLimit 131072
      LogFile @.log
      Syslog off
      LockFile @.lock
      UNIX {
        Path @.ctl
      }
      NetlinkBufferSize 2097152
      NetlinkBufferSizeMaxGrowth 8388608
      %s
    }
    """
        .formatted(more);
  }
}
