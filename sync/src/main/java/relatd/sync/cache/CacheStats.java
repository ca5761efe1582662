// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// What a cache has counted, in the words and formats of `conntrackd -s` and `conntrackd -s cache`.
/// The numbers are C's `unsigned int`s.
///
/// @param name `internal`, `external`, `stats`
/// @param active entries that are not DEAD
/// @param entries all, those included that wait for the peer's acknowledgement
/// @param noMemory part of `createFailed`
/// @param noSpace part of `createFailed`: `HashLimit`
/// @param updateFailed without memory for a longer image; the old one stays
/// @param flushes not printed
public record CacheStats(
    String name,
    int active,
    int entries,
    int created,
    int createFailed,
    int noMemory,
    int noSpace,
    int updated,
    int updateFailed,
    int destroyed,
    int flushes) {

  /// A block of `conntrackd -s`.
  public String summary() {
    return """
    cache %s:
    current active connections:\t%12s
    connections created:\t\t%12s\tfailed:\t%12s
    connections updated:\t\t%12s\tfailed:\t%12s
    connections destroyed:\t\t%12s\tfailed:\t%12s

    """
        .formatted(
            name,
            text(active),
            text(created),
            text(createFailed),
            text(updated),
            text(updateFailed),
            text(destroyed),
            text(0));
  }

  /// A block of `conntrackd -s cache`. Entries are looked for before they are updated or removed,
  /// so that none is ever not found there.
  public String detail() {
    return """
    cache:%s\tactive objects:\t\t%12s
    \tactive/total entries:\t\t%12s/%12s
    \tcreation OK/failed:\t\t%12s/%12s
    \t\tno memory available:\t%12s
    \t\tno space left in cache:\t%12s
    \tupdate OK/failed:\t\t%12s/%12s
    \t\tentry not found:\t%12s
    \tdeletion created/failed:\t%12s/%12s
    \t\tentry not found:\t%12s

    """
        .formatted(
            name,
            text(entries),
            text(active),
            text(entries),
            text(created),
            text(createFailed),
            text(noMemory),
            text(noSpace),
            text(updated),
            text(updateFailed),
            text(0),
            text(destroyed),
            text(0),
            text(0));
  }

  private static String text(int number) {
    return Integer.toUnsignedString(number);
  }
}
