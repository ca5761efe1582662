// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.Optional;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.EntryVisitor;

/// Has everything that the internal caches hold sent, a part at a time, as the link takes it:
/// neither the loop nor the peer's socket buffer has to swallow a whole table at once. What changes
/// meanwhile is sent at once, and perhaps twice.
final class BulkWalk {
  private final Lane conntracks;
  private final Lane expectations;
  private final EntryVisitor takeConntrack;
  private final EntryVisitor takeExpectation;
  private Optional<CacheCursor> conntracksLeft = Optional.empty();
  private Optional<CacheCursor> expectationsLeft = Optional.empty();

  BulkWalk(Lane conntracks, Lane expectations) {
    this.conntracks = conntracks;
    this.expectations = expectations;
    this.takeConntrack = conntracks.waiting::add;
    this.takeExpectation = expectations.waiting::add;
  }

  /// Begins, or begins anew.
  void start() {
    close();
    conntracksLeft = Optional.of(conntracks.cache.cursor());
    expectationsLeft = Optional.of(expectations.cache.cursor());
  }

  boolean isRunning() {
    return conntracksLeft.isPresent() || expectationsLeft.isPresent();
  }

  /// Has so many more entries wait: conntracks first, because expectations need their masters.
  void fill(int count) {
    int size = conntracks.waiting.size();
    conntracksLeft = conntracksLeft.filter(walk -> fill(walk, conntracks, count, takeConntrack));
    int left = count - (conntracks.waiting.size() - size);
    if (conntracksLeft.isEmpty() && left > 0) {
      expectationsLeft =
          expectationsLeft.filter(walk -> fill(walk, expectations, left, takeExpectation));
    }
  }

  /// @return whether there is more
  private static boolean fill(CacheCursor walk, Lane lane, int count, EntryVisitor take) {
    int end = lane.waiting.size() + count;
    boolean more = true;
    while (more && lane.waiting.size() < end) {
      more = walk.step(end - lane.waiting.size(), take);
    }
    return more;
  }

  void close() {
    conntracksLeft.ifPresent(CacheCursor::close);
    expectationsLeft.ifPresent(CacheCursor::close);
    conntracksLeft = Optional.empty();
    expectationsLeft = Optional.empty();
  }
}
