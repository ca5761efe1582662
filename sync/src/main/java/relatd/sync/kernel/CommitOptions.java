// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.OptionalInt;
import relatd.conf.Sync;

/// How entries are committed.
///
/// @param timeout `CommitTimeout`, seconds that a committed entry lives; empty for what is left of
///   the time that the peer told
/// @param liberal whether packets of TCP connections may be outside the window, which cannot be
///   carried over: unless `TCPWindowTracking`
public record CommitOptions(OptionalInt timeout, boolean liberal) {
  /// conntrackd's, for an entry whose time is unknown or should be over.
  private static final int FALLBACK = 60;

  public static CommitOptions of(Sync sync) {
    return new CommitOptions(sync.commitTimeout(), !sync.tcpWindowTracking());
  }

  /// Seconds for an entry to live on; never 0, with which the kernel would drop it at once.
  ///
  /// @param received seconds that the peer told, unsigned; 0 for none
  /// @param age seconds since then
  int timeout(int received, long age) {
    if (timeout.isPresent() && timeout.getAsInt() != 0) {
      return timeout.getAsInt();
    }
    long told = Integer.toUnsignedLong(received);
    long left = told - (age < 0 ? FALLBACK : age);
    if (left > 0) {
      return (int) left;
    }
    return left == 0 && told != 0 ? (int) told : FALLBACK;
  }
}
