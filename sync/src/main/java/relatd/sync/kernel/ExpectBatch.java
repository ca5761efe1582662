// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.posix.Errno;
import relatd.sync.wire.ExpectRequest;
import relatd.sync.wire.ExpectWire;

/// Expectations on their way into the kernel: each with its remaining time in a second request of
/// the same send, because creation takes the time of the helper's policy.
final class ExpectBatch extends EntryBatch {
  private final ExpectRequest request;
  private final ExpectWire wire = new ExpectWire();

  ExpectBatch(RequestBatch requests, CommitReports reports) {
    super(requests, reports);
    this.request = new ExpectRequest(requests.builder());
  }

  @Override
  void writeDelete(int slot, int sequence) {
    request.delete(wrap(slot), sequence);
  }

  @Override
  void writeCreate(int slot, int form, int sequence) {
    wrap(slot);
    request.create(wire, timeout(slot), sequence);
    request.updateTimeout(wire, timeout(slot), requests.next());
  }

  private ExpectWire wrap(int slot) {
    wire.wrap(buffer(slot), offset(slot), length(slot));
    return wire;
  }

  @Override
  int nextForm(int slot, int form, int errno) {
    return isInTheWay(errno) && form == 0 ? REPLACE : FAILED;
  }

  /// EALREADY and EBUSY: another master, mask or class expects the same; it goes.
  static boolean isInTheWay(int errno) {
    return errno == Errno.EEXIST.number()
        || errno == Errno.EALREADY.number()
        || errno == Errno.EBUSY.number();
  }

  @Override
  void report(int slot, KernelLog log) {
    wrap(slot).toExpectation().ifPresent(log::report);
  }
}
