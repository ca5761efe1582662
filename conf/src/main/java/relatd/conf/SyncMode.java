// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// The three ways to replicate.
public sealed interface SyncMode {

  /// As the file spells it.
  String word();

  /// Reliable: sequence numbers, acknowledgements, retransmission.
  ///
  /// @param resendQueueSize entries kept for retransmission
  /// @param ackWindowSize messages after which to acknowledge
  /// @param disableExternalCache what comes in goes straight into the kernel
  /// @param startupResync ask the others for their states right after the start
  record FtFw(
      int resendQueueSize, int ackWindowSize, boolean disableExternalCache, boolean startupResync)
      implements SyncMode {

    public static final int DEFAULT_RESEND_QUEUE_SIZE = 131072;
    public static final int DEFAULT_ACK_WINDOW_SIZE = 300;
    public static final FtFw DEFAULT =
        new FtFw(DEFAULT_RESEND_QUEUE_SIZE, DEFAULT_ACK_WINDOW_SIZE, false, false);

    @Override
    public String word() {
      return "FTFW";
    }
  }

  /// Fire and forget.
  ///
  /// @param disableInternalCache events go straight to the wire
  /// @param disableExternalCache what comes in goes straight into the kernel
  /// @param startupResync ask the others for their states right after the start
  record Notrack(boolean disableInternalCache, boolean disableExternalCache, boolean startupResync)
      implements SyncMode {
    @Override
    public String word() {
      return "NOTRACK";
    }
  }

  /// Each entry is sent again and again.
  ///
  /// @param refreshTime seconds within which each entry is sent again
  /// @param cacheTimeout seconds after which an entry of another node that was not sent again is
  ///   dropped
  record Alarm(int refreshTime, int cacheTimeout) implements SyncMode {

    public static final int DEFAULT_REFRESH_TIME = 60;
    public static final int DEFAULT_CACHE_TIMEOUT = 180;

    @Override
    public String word() {
      return "ALARM";
    }
  }
}
