// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Set;

/// The reserved words. Case counts, and none of them can be used as a name, wherever it stands.
final class Keywords {

  static final Set<String> ALL =
      Set.of(
          // sections and their nesting
          "General",
          "Sync",
          "Stats",
          "Helper",
          "UNIX",
          "Scheduler",
          "Filter",
          "Mode",
          "Options",
          "Multicast",
          "UDP",
          "TCP",
          "Default",
          "Setup",
          "Type",
          "Policy",
          // General
          "HashSize",
          "HashLimit",
          "LogFile",
          "Syslog",
          "LockFile",
          "Path",
          "Backlog",
          "NetlinkBufferSize",
          "SocketBufferSize",
          "NetlinkBufferSizeMaxGrowth",
          "SocketBufferSizeMaxGrowth",
          "SocketBufferSizeMaxGrown",
          "NetlinkOverrunResync",
          "NetlinkEventsReliable",
          "EventIterationLimit",
          "PollSecs",
          "Nice",
          "Priority",
          "Systemd",
          // Filter
          "From",
          "Userspace",
          "Kernelspace",
          "Protocol",
          "Address",
          "State",
          "Accept",
          "Ignore",
          "for",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "CLOSED",
          "LISTEN",
          // Sync
          "RefreshTime",
          "CacheTimeout",
          "CommitTimeout",
          "PurgeTimeout",
          "ResendQueueSize",
          "ACKWindowSize",
          "DisableInternalCache",
          "DisableExternalCache",
          "StartupResync",
          "TCPWindowTracking",
          "ExpectationSync",
          // links
          "IPv4_address",
          "IPv6_address",
          "IPv4_interface",
          "IPv6_interface",
          "IPv4_Destination_Address",
          "IPv6_Destination_Address",
          "Interface",
          "Group",
          "Port",
          "SndSocketBuffer",
          "RcvSocketBuffer",
          "Checksum",
          "ErrorQueueLength",
          // Helper
          "QueueNum",
          "QueueLen",
          "ExpectMax",
          "ExpectTimeout");

  private Keywords() {}
}
