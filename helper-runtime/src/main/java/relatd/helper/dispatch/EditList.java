// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relatd.helper.Announcement;

/// The replacements that announcements ask for while one payload is inspected.
///
/// A trial ([#begin] ... [#rollback]) lets a port search ask whether a port can be written before
/// the kernel is asked for it.
final class EditList implements Announcement.Edits {
  /// A replacement of `length` bytes at `offset` of the payload.
  record Edit(int offset, int length, byte[] bytes) {}

  private static final Comparator<Edit> ASCENDING = Comparator.comparingInt(Edit::offset);

  private final List<Edit> edits = new ArrayList<>(0);
  private MemorySegment payload = MemorySegment.NULL;
  private long base;
  private int length;
  private int editableFrom;
  private boolean lengthMayChange;
  private boolean possible;
  private int mark;

  /// Starts over for a payload.
  ///
  /// @param editableFrom first offset whose packet is still in hand; what lies before it has been
  ///   sent
  void wrap(MemorySegment payload, long base, int length, int editableFrom, boolean mayChange) {
    this.payload = payload;
    this.base = base;
    this.length = length;
    this.editableFrom = editableFrom;
    this.lengthMayChange = mayChange;
    edits.clear();
  }

  void begin() {
    mark = edits.size();
    possible = true;
  }

  /// Whether everything asked for since [#begin] can be done.
  boolean isPossible() {
    return possible;
  }

  void rollback() {
    while (edits.size() > mark) {
      edits.removeLast();
    }
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /// In ascending order, whatever order they were asked for in. After the last trial.
  List<Edit> edits() {
    edits.sort(ASCENDING);
    return edits;
  }

  @Override
  public boolean lengthMayChange() {
    return lengthMayChange;
  }

  @Override
  public void replace(int offset, int replaced, byte[] bytes) {
    if (offset < 0 || replaced < 0 || replaced > length - offset || overlaps(offset, replaced)) {
      throw new IndexOutOfBoundsException("a replacement outside the payload or over another one");
    }
    if (isThere(offset, replaced, bytes)) {
      return;
    }
    if (offset < editableFrom || bytes.length != replaced && !lengthMayChange) {
      possible = false;
      return;
    }
    edits.add(new Edit(offset, replaced, bytes));
  }

  private boolean overlaps(int offset, int replaced) {
    for (Edit edit : edits) {
      boolean behind = offset >= edit.offset() + edit.length();
      if (!behind && offset + replaced > edit.offset() || offset == edit.offset()) {
        return true;
      }
    }
    return false;
  }

  private boolean isThere(int offset, int replaced, byte[] bytes) {
    if (bytes.length != replaced) {
      return false;
    }
    for (int i = 0; i < replaced; i++) {
      if (payload.get(JAVA_BYTE, base + offset + i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
