// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// What a cache counts; [CacheStats] says what it means.
final class CacheCounters {
  int active;
  int entries;
  int created;
  int noMemory;
  int noSpace;
  int updated;
  int updateFailed;
  int destroyed;
  int flushes;

  void added() {
    created++;
    active++;
    entries++;
  }

  void died() {
    active--;
    destroyed++;
  }

  CacheStats stats(String name) {
    return new CacheStats(
        name,
        active,
        entries,
        created,
        noMemory + noSpace,
        noMemory,
        noSpace,
        updated,
        updateFailed,
        destroyed,
        flushes);
  }
}
