// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// Identities that are about to be looked for in a cache: what is known of them is fetched from
/// memory for all of them at once. One by one each search would wait for memory anew, up to three
/// times, which takes longer than any other step of what is done for an entry.
///
/// Changes nothing; what the cache forgets meanwhile was fetched in vain.
public final class Lookahead {
  private final RecordIndex index;
  private final Records records;
  private final KeyHash function;
  private final int[] hashes;
  private int count;

  /// Without a use of what is read nothing would be read.
  private long read;

  Lookahead(RecordIndex index, Records records, KeyHash function, int room) {
    this.index = index;
    this.records = records;
    this.function = function;
    this.hashes = new int[room];
  }

  /// Notes an identity; to be asked while there is room.
  public void add(KeyReader key) {
    hashes[count++] = key.hash(function);
  }

  public boolean isFull() {
    return count == hashes.length;
  }

  /// Fetches and forgets them. Each loop does nothing but read, so that the processor waits for
  /// many of them at a time.
  public void fetch() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += index.touch(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      int entry = index.candidate(hashes[i]);
      if (entry != Slabs.NOWHERE) {
        sum += records.touch(entry);
      }
    }
    read += sum;
    count = 0;
  }
}
