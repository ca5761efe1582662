// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// What the scenarios vary of a node's configuration.
///
/// @param netlinkBuffer bytes of the event socket's buffer; it may grow to four times as much
/// @param linkBuffer bytes of the link's socket buffers
/// @param external false for `DisableExternalCache`
record Settings(long netlinkBuffer, int linkBuffer, boolean external) {
  /// What the sample configuration has.
  static final Settings SAMPLE = new Settings(2_097_152, 1_249_280, true);

  /// Buffers that take whatever comes while a daemon stands still.
  static final Settings WIDE = new Settings(1_000_000_000, 8_388_608, true);

  Settings direct() {
    return new Settings(netlinkBuffer, linkBuffer, false);
  }

  /// @param own 1 or 2
  String text(String folder, int own, String device) {
    return """
    Sync {
      Mode FTFW {
        DisableExternalCache %s
      }
      UDP {
        IPv4_address 10.99.0.%d
        IPv4_Destination_Address 10.99.0.%d
        Port 3780
        Interface %s
        SndSocketBuffer %d
        RcvSocketBuffer %d
        Checksum on
      }
    }
    General {
      HashSize 524288
      HashLimit 8388608
      LogFile %s/%d.log
      Syslog off
      LockFile %s/%d.lock
      UNIX {
        Path %s/%d.ctl
      }
      NetlinkBufferSize %d
      NetlinkBufferSizeMaxGrowth %d
      NetlinkOverrunResync On
    }
    """
        .formatted(
            external ? "Off" : "On",
            own,
            3 - own,
            device,
            linkBuffer,
            linkBuffer,
            folder,
            own,
            folder,
            own,
            folder,
            own,
            netlinkBuffer,
            Math.min(2_000_000_000, 4 * netlinkBuffer));
  }
}
