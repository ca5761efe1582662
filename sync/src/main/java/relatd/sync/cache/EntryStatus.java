// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// What has become of an entry, and thereby which message tells the peer.
public enum EntryStatus {
  /// Added, not updated since.
  NEW,
  ALIVE,
  /// Gone, and kept until the peer knows.
  DEAD;

  private static final EntryStatus[] BY_NUMBER = values();

  static EntryStatus of(int number) {
    return BY_NUMBER[number];
  }
}
