// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Expectation;

/// What one flow has the kernel expect, as far as it is remembered: so that it can be withdrawn, or
/// recognised when it is offered again. What is forgotten can only time out.
final class Offered {
  private static final int MOST = 64;

  /// What one takes of the heap, tuples included, is less.
  static final int BYTES = 512;

  private final MemoryBudget budget;
  private final List<Expectation> list = new ArrayList<>(0);

  Offered(MemoryBudget budget) {
    this.budget = budget;
  }

  /// Remembers one more; the oldest makes room when there are many, or no memory.
  void add(Expectation expectation) {
    boolean room = list.size() < MOST && budget.take(BYTES);
    if (!room && list.isEmpty()) {
      return;
    }
    if (!room) {
      list.removeFirst();
    }
    list.add(expectation);
  }

  boolean has(Expectation expectation) {
    for (Expectation one : list) {
      if (one.isSameAs(expectation)) {
        return true;
      }
    }
    return false;
  }

  /// @return whether it was remembered
  boolean remove(Expectation expectation) {
    int before = list.size();
    list.removeIf(one -> one.isSameAs(expectation));
    budget.give((before - list.size()) * BYTES);
    return before > list.size();
  }

  /// Forgets all.
  ///
  /// @return what was remembered
  List<Expectation> release() {
    List<Expectation> all = List.copyOf(list);
    budget.give(all.size() * BYTES);
    list.clear();
    return all;
  }
}
