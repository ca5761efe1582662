// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import relatd.conntrack.Family;

/// One conntrackd.conf for both nodes of a [PairLab], but for addresses and paths.
///
/// @param links dedicated links, the first of which is the default
/// @param modeOptions lines inside the `Mode` section
/// @param options lines inside `Options`
/// @param general lines inside `General`
record SyncConf(
    Mode mode,
    Transport transport,
    int links,
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
    MULTICAST("Multicast", Family.INET),
    UDP("UDP", Family.INET),
    TCP("TCP", Family.INET),
    MULTICAST6("Multicast", Family.INET6),
    UDP6("UDP", Family.INET6),
    TCP6("TCP", Family.INET6);

    private final String keyword;
    private final Family family;

    Transport(String keyword, Family family) {
      this.keyword = keyword;
      this.family = family;
    }
  }

  private static final int PORT = 3780;

  static SyncConf of(Mode mode, Transport transport) {
    return new SyncConf(mode, transport, 1, List.of(), List.of(), List.of());
  }

  SyncConf withLinks(int number) {
    return new SyncConf(mode, transport, number, modeOptions, options, general);
  }

  SyncConf withModeOptions(String... lines) {
    return new SyncConf(mode, transport, links, List.of(lines), options, general);
  }

  SyncConf withOptions(String... lines) {
    return new SyncConf(mode, transport, links, modeOptions, List.of(lines), general);
  }

  SyncConf withGeneral(String... lines) {
    return new SyncConf(mode, transport, links, modeOptions, options, List.of(lines));
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
                IntStream.range(0, links)
                    .mapToObj(link -> link(node, link))
                    .collect(Collectors.joining("\n  ")),
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
          IPv6_address fd77:8::/64
          IPv6_address fd77:9::/64
        }
      }
      %2$s
    }
    """
        .formatted(files, String.join("\n  ", more));
  }

  private String link(int node, int link) {
    return """
    %s%s {
        %s
        Interface sync%d
        SndSocketBuffer 1249280
        RcvSocketBuffer 1249280
        Checksum on
      }\
    """
        .formatted(
            transport.keyword,
            links > 1 && link == 0 ? " Default" : "",
            where(PairLab.syncAddress(transport.family, node, link), node, link),
            link);
  }

  private String where(String own, int node, int link) {
    boolean inet = transport.family == Family.INET;
    String family = inet ? "IPv4" : "IPv6";
    if (transport.keyword.equals("Multicast")) {
      return "%s_address %s%d\n    Group %d"
              .formatted(family, inet ? "225.0.0.5" : "ff02::5", link, PORT + link)
          + (inet ? "\n    IPv4_interface " + own : "");
    }
    return "%1$s_address %2$s\n    %1$s_Destination_Address %3$s\n    Port %4$d"
        .formatted(family, own, PairLab.syncAddress(transport.family, 3 - node, link), PORT + link);
  }

  @Override
  public String toString() {
    return "%s over %s%s%s%s%s"
        .formatted(
            mode,
            transport,
            links == 1 ? "" : ", " + links + " links",
            modeOptions.isEmpty() ? "" : " " + modeOptions,
            options.isEmpty() ? "" : " " + options,
            general.isEmpty() ? "" : " " + general);
  }
}
