// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.sync.wire.ConntrackRequest.*;

import relatd.netlink.NetlinkFlags;
import relatd.posix.Errno;
import relatd.sync.wire.ConntrackRequest;
import relatd.sync.wire.ConntrackWire;

/// Conntracks on their way into the kernel.
///
/// An entry without translation and master goes as one request that makes it or changes the one
/// that exists; the others must be new, and take the place of what is there.
final class ConntrackBatch extends EntryBatch {
  private final ConntrackRequest request;
  private final ConntrackWire wire = new ConntrackWire();
  private final Deferred deferred;
  private final CommitListener listener;
  private boolean defers;

  ConntrackBatch(
      RequestBatch requests,
      CommitReports reports,
      boolean liberal,
      Deferred deferred,
      CommitListener listener) {
    super(requests, reports);
    this.listener = listener;
    this.request = new ConntrackRequest(requests.builder(), liberal);
    this.deferred = deferred;
  }

  /// Whether what lacks its master is kept for a later pass.
  void defers(boolean defers) {
    this.defers = defers;
  }

  @Override
  void writeDelete(int slot, int sequence) {
    request.delete(wrap(slot), sequence);
  }

  @Override
  void writeCreate(int slot, int form, int sequence) {
    wrap(slot);
    int flags = ConntrackRequest.canUpdate(wire) ? 0 : NetlinkFlags.NLM_F_EXCL;
    request.create(wire, timeout(slot), form & OMIT, sequence, flags);
  }

  private ConntrackWire wrap(int slot) {
    wire.wrap(buffer(slot), offset(slot), length(slot));
    return wire;
  }

  @Override
  void settled(int slot, boolean well) {
    if (well) {
      listener.committed(buffer(slot), offset(slot), length(slot));
    }
  }

  @Override
  int nextForm(int slot, int form, int errno) {
    if (errno == Errno.EEXIST.number() || errno == Errno.ETIME.number()) {
      return add(form, REPLACE);
    }
    if (errno == Errno.EOPNOTSUPP.number()) {
      return wrap(slot).hasHelper() ? add(form, WITHOUT_HELPER) : FAILED;
    }
    if (errno == Errno.EBUSY.number()) {
      int next = add(form, WITHOUT_STATUS);
      return next == FAILED && wrap(slot).hasHelper() ? add(form, WITHOUT_HELPER) : next;
    }
    if (errno == Errno.ENOSPC.number()) {
      return wrap(slot).hasLabels() ? add(form, WITHOUT_LABELS) : FAILED;
    }
    if (errno == Errno.ENOENT.number() && defers && wrap(slot).hasMaster()) {
      return deferred.add(buffer(slot), offset(slot), length(slot), timeout(slot))
          ? DEFERRED
          : FAILED;
    }
    return FAILED;
  }

  private static int add(int form, int change) {
    return (form & change) != 0 ? FAILED : form | change;
  }

  @Override
  void report(int slot, KernelLog log) {
    wrap(slot).toConntrack().ifPresent(log::report);
  }
}
