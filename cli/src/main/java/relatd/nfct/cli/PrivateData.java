// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

/// Bytes of private data that helpers are registered with. The kernel refuses another length later,
/// so they are conntrackd 1.4.7's where it has the helper.
final class PrivateData {
  private static final int OURS = 16;

  private PrivateData() {}

  static int bytesOf(String helper) {
    return switch (helper) {
      case "ftp" -> 24;
      case "rpc" -> 16;
      case "sane" -> 4;
      case "tns" -> 1;
      case "amanda", "dhcpv6", "mdns", "slp", "ssdp", "tftp" -> 0;
      default -> OURS;
    };
  }
}
