// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.MemorySegment;

/// Up to 64 entries on their way into the kernel: sent together, judged one by one, and what was
/// refused sent again in the form that the refusal asks for, until each is settled.
///
/// What it does to conntracks and expectations differs in three questions, which subclasses answer.
abstract class EntryBatch {
  static final int ENTRIES = 64;

  /// Delete what is in the way first; below it are the requests' own `WITHOUT_...`.
  static final int REPLACE = 1 << 8;

  /// Change what exists, and do not make it.
  static final int UPDATE = 1 << 9;

  /// Delete it.
  static final int DELETE = 1 << 10;

  /// The bits that are the requests' own.
  static final int OMIT = 0xff;

  /// Not a form to send it in: settled without success.
  static final int FAILED = -1;

  /// Settled for now, because the subclass keeps it for later.
  static final int DEFERRED = -2;

  /// Settled without a count, because what was wanted is so anyway.
  static final int SETTLED = -3;

  /// More than there are forms to try.
  private static final int MOST_ATTEMPTS = 6;

  private final MemorySegment[] buffers = new MemorySegment[ENTRIES];
  private final long[] offsets = new long[ENTRIES];
  private final int[] lengths = new int[ENTRIES];
  private final int[] timeouts = new int[ENTRIES];
  private final int[] forms = new int[ENTRIES];
  private final int[] sequences = new int[ENTRIES];
  private final int[] pending = new int[ENTRIES];
  private final CommitReports reports;
  private CommitCounters counters = new CommitCounters();
  final RequestBatch requests;
  private int count;

  EntryBatch(RequestBatch requests, CommitReports reports) {
    this.requests = requests;
    this.reports = reports;
  }

  /// Counts into these from now on.
  void begin(CommitCounters counters) {
    this.counters = counters;
  }

  boolean isFull() {
    return count == ENTRIES;
  }

  CommitCounters counters() {
    return counters;
  }

  MemorySegment buffer(int slot) {
    return buffers[slot];
  }

  long offset(int slot) {
    return offsets[slot];
  }

  int length(int slot) {
    return lengths[slot];
  }

  int timeout(int slot) {
    return timeouts[slot];
  }

  int count() {
    return count;
  }

  int form(int slot) {
    return forms[slot];
  }

  void add(MemorySegment buffer, long offset, int length, int timeout) {
    add(buffer, offset, length, timeout, 0);
  }

  /// @param form to try first
  void add(MemorySegment buffer, long offset, int length, int timeout, int form) {
    buffers[count] = buffer;
    offsets[count] = offset;
    lengths[count] = length;
    timeouts[count] = timeout;
    forms[count] = form;
    pending[count] = count;
    count++;
  }

  /// Sends and judges until nothing is pending.
  void settle() {
    int left = count;
    for (int attempt = 0; left > 0; attempt++) {
      requests.reset();
      for (int i = 0; i < left; i++) {
        int slot = pending[i];
        if ((forms[slot] & REPLACE) != 0) {
          writeDelete(slot, requests.next());
        }
        sequences[slot] = requests.next();
        writeCreate(slot, forms[slot], sequences[slot]);
      }
      counters.requests += requests.count();
      requests.send();
      left = judge(left, attempt < MOST_ATTEMPTS);
    }
    count = 0;
  }

  private int judge(int sent, boolean again) {
    int left = 0;
    for (int i = 0; i < sent; i++) {
      int slot = pending[i];
      int errno = requests.errno(sequences[slot]);
      if (errno == 0) {
        succeeded(slot);
        continue;
      }
      int form = again ? nextForm(slot, forms[slot], errno) : FAILED;
      if (form == FAILED) {
        counters.fail(CommitFailure.of(errno));
        reports.failed(this, slot, errno);
        settled(slot, false);
      } else if (form == SETTLED) {
        continue;
      } else if (form == DEFERRED) {
        counters.deferred++;
      } else {
        forms[slot] = form;
        pending[left++] = slot;
      }
    }
    return left;
  }

  private void succeeded(int slot) {
    counters.committed++;
    if ((forms[slot] & REPLACE) != 0) {
      counters.replaced++;
    }
    if ((forms[slot] & OMIT) != 0) {
      counters.reduced++;
    }
    settled(slot, true);
  }

  /// Told of each entry that is done with, for counts of its own.
  void settled(int slot, boolean well) {}

  /// The log's words before a refusal.
  String complaint(int slot) {
    return "commit-create";
  }

  abstract void writeDelete(int slot, int sequence);

  /// Writes the request under this number, whose answer decides; more may follow it.
  abstract void writeCreate(int slot, int form, int sequence);

  /// In which form to try a refused entry next, [#FAILED], [#DEFERRED] or [#SETTLED]; never one
  /// that was tried.
  abstract int nextForm(int slot, int form, int errno);

  /// Shows the entry to a log.
  abstract void report(int slot, KernelLog log);
}
