// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.util.List;

/// One conntrackd.conf for both nodes of a [PairLab], but for addresses and paths.
///
/// @param modeOptions lines inside the `Mode` section
/// @param options lines inside `Options`
/// @param general lines inside `General`
record SyncConf(
    Mode mode,
    Transport transport,
    List<String> modeOptions,
    List<String> options,
    List<String> general) {

  /// How nodes keep each other informed.
  enum Mode {
    FTFW,
    NOTRACK,
    ALARM
  }

  /// What the dedicated link is made of.
  enum Transport {
    MULTICAST,
    UDP,
    TCP
  }

  private static final String GROUP = "225.0.0.50";
  private static final int PORT = 3780;

  static SyncConf of(Mode mode, Transport transport) {
    return new SyncConf(mode, transport, List.of(), List.of(), List.of());
  }

  SyncConf withModeOptions(String... lines) {
    return new SyncConf(mode, transport, List.of(lines), options, general);
  }

  SyncConf withOptions(String... lines) {
    return new SyncConf(mode, transport, modeOptions, List.of(lines), general);
  }

  SyncConf withGeneral(String... lines) {
    return new SyncConf(mode, transport, modeOptions, options, List.of(lines));
  }

  /// The text for a node, whose files are `directory/fw-N.*`. What the firewalls say to each other
  /// is not synchronised.
  String text(int node, Path directory) {
    return """
    Sync {
      Mode %s {
        %s
      }
      %s
      Options {
        %s
      }
    }
    """
            .formatted(
                mode,
                String.join("\n    ", modeOptions),
                link(node),
                String.join("\n    ", options))
        + general(directory.resolve("fw-" + node), general);
  }

  /// Section General of a node.
  ///
  /// @param files log, lock and socket, but for their endings
  /// @param more lines
  static String general(Path files, List<String> more) {
    return """
    General {
      HashSize 32768
      HashLimit 131072
      LogFile %1$s.log
      LockFile %1$s.lock
      UNIX {
        Path %1$s.ctl
      }
      NetlinkBufferSize 2097152
      NetlinkBufferSizeMaxGrowth 8388608
      Filter From Userspace {
        Address Ignore {
          IPv4_address 127.0.0.1
          IPv4_address 10.77.9.0/24
          IPv4_address 10.77.8.0/24
          IPv6_address ::1
          IPv6_address fe80::/10
        }
      }
      %2$s
    }
    """
        .formatted(files, String.join("\n  ", more));
  }

  private String link(int node) {
    String own = PairLab.syncAddress(node);
    String peer = PairLab.syncAddress(3 - node);
    String where =
        transport == Transport.MULTICAST
            ? "IPv4_address %s\n    Group %d\n    IPv4_interface %s".formatted(GROUP, PORT, own)
            : "IPv4_address %s\n    IPv4_Destination_Address %s\n    Port %d"
                .formatted(own, peer, PORT);
    return """
    %s {
        %s
        Interface sync0
        SndSocketBuffer 1249280
        RcvSocketBuffer 1249280
        Checksum on
      }\
    """
        .formatted(transport == Transport.MULTICAST ? "Multicast" : transport, where);
  }

  @Override
  public String toString() {
    return "%s over %s%s%s%s"
        .formatted(
            mode,
            transport,
            modeOptions.isEmpty() ? "" : " " + modeOptions,
            options.isEmpty() ? "" : " " + options,
            general.isEmpty() ? "" : " " + general);
  }
}
