// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;
import java.util.OptionalInt;

/// Section Sync: this daemon replicates states to other firewalls.
///
/// @param mode how
/// @param modeGiven false when the file names no mode and FT-FW was taken
/// @param commitTimeout seconds that a committed entry lives; empty = estimated from the entry
/// @param purgeTimeout seconds from `conntrackd -t` to the flush
/// @param links at most four, all of one kind, in the order of the file
/// @param tcpWindowTracking whether committed TCP entries keep strict window checks
public record Sync(
    SyncMode mode,
    boolean modeGiven,
    OptionalInt commitTimeout,
    int purgeTimeout,
    List<Link> links,
    boolean tcpWindowTracking,
    ExpectationSync expectations) {

  public static final int MOST_LINKS = 4;
  public static final int DEFAULT_PURGE_TIMEOUT = 60;

  public Sync {
    links = List.copyOf(links);
  }

  /// Index of the link to use first: the one marked `Default`, else the first; -1 without links.
  public int firstLink() {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).preferred()) {
        return i;
      }
    }
    return links.isEmpty() ? -1 : 0;
  }
}
