// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.posix.Errno;
import relatd.sync.wire.ExpectRequest;
import relatd.sync.wire.ExpectWire;

/// The peer's expectations on their way into the kernel, without a cache between.
final class ExpectInjectBatch extends EntryBatch {
  private final ExpectRequest request;
  private final ExpectWire wire = new ExpectWire();
  private final InjectCounters counted;
  private final InjectCounters.Kind[] kinds = new InjectCounters.Kind[ENTRIES];

  ExpectInjectBatch(RequestBatch requests, CommitReports reports, InjectCounters counted) {
    super(requests, reports);
    this.request = new ExpectRequest(requests.builder());
    this.counted = counted;
  }

  /// Notes what the entry added last was about.
  void kind(InjectCounters.Kind kind) {
    kinds[count() - 1] = kind;
  }

  @Override
  void writeDelete(int slot, int sequence) {
    request.delete(wrap(slot), sequence);
  }

  @Override
  void writeCreate(int slot, int form, int sequence) {
    wrap(slot);
    if ((form & DELETE) != 0) {
      request.delete(wire, sequence);
    } else {
      request.create(wire, timeout(slot), sequence);
      request.updateTimeout(wire, timeout(slot), requests.next());
    }
  }

  private ExpectWire wrap(int slot) {
    wire.wrap(buffer(slot), offset(slot), length(slot));
    return wire;
  }

  @Override
  int nextForm(int slot, int form, int errno) {
    if ((form & DELETE) != 0) {
      return errno == Errno.ENOENT.number() ? SETTLED : FAILED;
    }
    return ExpectBatch.isInTheWay(errno) && form == 0 ? REPLACE : FAILED;
  }

  @Override
  void settled(int slot, boolean well) {
    counted.count(kinds[slot], well);
  }

  @Override
  String complaint(int slot) {
    return kinds[slot] == InjectCounters.Kind.DESTROYED
        ? "could not delete exp entry"
        : "could not add new exp entry";
  }

  @Override
  void report(int slot, KernelLog log) {
    wrap(slot).toExpectation().ifPresent(log::report);
  }
}
