// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.sync.wire.ConntrackRequest.*;

import relatd.netlink.NetlinkFlags;
import relatd.posix.Errno;
import relatd.sync.wire.ConntrackRequest;
import relatd.sync.wire.ConntrackWire;

/// The peer's conntracks on their way into the kernel, without a cache between: made, changed and
/// deleted in the order that the peer told.
final class InjectBatch extends EntryBatch {
  private final ConntrackRequest request;
  private final ConntrackWire wire = new ConntrackWire();
  private final ConntrackWire later = new ConntrackWire();
  private final InjectCounters counted;
  private final InjectCounters.Kind[] kinds = new InjectCounters.Kind[ENTRIES];

  InjectBatch(
      RequestBatch requests, CommitReports reports, boolean liberal, InjectCounters counted) {
    super(requests, reports);
    this.request = new ConntrackRequest(requests.builder(), liberal);
    this.counted = counted;
  }

  /// Notes what the entry added last was about.
  void kind(InjectCounters.Kind kind) {
    kinds[count() - 1] = kind;
  }

  @Override
  void writeDelete(int slot, int sequence) {
    request.delete(wrap(wire, slot), sequence);
  }

  @Override
  void writeCreate(int slot, int form, int sequence) {
    wrap(wire, slot);
    if ((form & DELETE) != 0) {
      request.delete(wire, sequence);
    } else if ((form & UPDATE) != 0 && !ConntrackRequest.canUpdate(wire)) {
      request.update(wire, timeout(slot), form & OMIT, sequence);
    } else {
      int flags = ConntrackRequest.canUpdate(wire) ? 0 : NetlinkFlags.NLM_F_EXCL;
      request.create(wire, timeout(slot), form & OMIT, sequence, flags);
    }
  }

  private ConntrackWire wrap(ConntrackWire view, int slot) {
    view.wrap(buffer(slot), offset(slot), length(slot));
    return view;
  }

  @Override
  int nextForm(int slot, int form, int errno) {
    if ((form & DELETE) != 0) {
      return errno == Errno.ENOENT.number() ? SETTLED : FAILED;
    }
    if (isSuperseded(slot)) {
      counted.count(kinds[slot], true);
      return SETTLED;
    }
    if (errno == Errno.EBUSY.number() && (form & WITHOUT_STATUS) == 0) {
      return form | WITHOUT_STATUS;
    }
    if (errno == Errno.EOPNOTSUPP.number()
        && (form & WITHOUT_HELPER) == 0
        && wrap(wire, slot).hasHelper()) {
      return form | WITHOUT_HELPER;
    }
    if (errno == Errno.ENOSPC.number()
        && (form & WITHOUT_LABELS) == 0
        && wrap(wire, slot).hasLabels()) {
      return form | WITHOUT_LABELS;
    }
    if ((form & UPDATE) != 0) {
      return errno == Errno.ENOENT.number() ? form & ~UPDATE : form & ~UPDATE | REPLACE;
    }
    return errno == Errno.EEXIST.number() && (form & REPLACE) == 0 ? form | REPLACE : FAILED;
  }

  /// Whether a later message of this batch, which has been executed by now, is about the same
  /// connection: trying again would bring back what it has ended or changed.
  private boolean isSuperseded(int slot) {
    wrap(wire, slot);
    for (int other = slot + 1; other < count(); other++) {
      if (wire.isSameConnection(wrap(later, other))) {
        return true;
      }
    }
    return false;
  }

  @Override
  void settled(int slot, boolean well) {
    counted.count(kinds[slot], well);
  }

  @Override
  String complaint(int slot) {
    return kinds[slot].complaint("ct");
  }

  @Override
  void report(int slot, KernelLog log) {
    wrap(wire, slot).toConntrack().ifPresent(log::report);
  }
}
