// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ExpectTable;
import relatd.helper.dispatch.Expectations;
import relatd.netlink.NetlinkException;
import relatd.netlink.RouteTable;
import relatd.posix.Errno;

/// Expectations in the kernel's table, through a socket that stays open. Each call returns when the
/// kernel has done it: what was granted stands before the packet is let go.
final class KernelExpectations implements Expectations, AutoCloseable {
  private final ExpectTable table;
  private final EngineLog log;
  private final NatFunctions functions;
  private RouteTable routes; // null until somebody asks
  private final Set<Errno> reported = EnumSet.noneOf(Errno.class);

  KernelExpectations(ExpectTable table, EngineLog log, NatFunctions functions) {
    this.table = table;
    this.log = log;
    this.functions = functions;
  }

  @Override
  public Grant create(Expectation wanted) {
    Expectation expectation = functions.possible(wanted);
    try {
      if (expectation.helper().isEmpty()) {
        table.create(expectation);
      } else {
        table.create(expectation, expectation.helper());
      }
      if (expectation.timeout() > 0) {
        table.updateTimeout(expectation, expectation.timeout());
      }
      return Grant.CREATED;
    } catch (NetlinkException refusal) {
      if (refusal.is(Errno.EEXIST) || refusal.is(Errno.EBUSY) || refusal.is(Errno.EALREADY)) {
        return Grant.TAKEN;
      }
      if (refusal.is(Errno.EINVAL) && NatFunctions.isReplaceable(expectation)) {
        return createWithoutSip(expectation);
      }
      report(refusal);
      return Grant.FAILED;
    }
  }

  @Override
  public boolean isBetween(Address one, Address other) {
    try {
      routes = routes == null ? RouteTable.open() : routes;
      OptionalInt device = routes.deviceTowards(one);
      return device.isEmpty() || !device.equals(routes.deviceTowards(other));
    } catch (NetlinkException refusal) {
      report(refusal);
      return true;
    }
  }

  private Grant createWithoutSip(Expectation refused) {
    Grant answer = create(NatFunctions.replaced(refused));
    if (answer == Grant.CREATED) {
      functions.withoutSip();
    }
    return answer;
  }

  @Override
  public void refresh(Expectation expectation) {
    try {
      table.updateTimeout(expectation, Math.max(1, expectation.timeout()));
    } catch (NetlinkException refusal) {
      if (!refusal.is(Errno.ENOENT)) {
        report(refusal);
      }
    }
  }

  @Override
  public void delete(Expectation expectation) {
    try {
      table.delete(expectation);
    } catch (NetlinkException refusal) {
      if (!refusal.is(Errno.ENOENT)) {
        report(refusal);
      }
    }
  }

  /// Names each cause once: what follows is in the counters.
  private void report(NetlinkException refusal) {
    Errno errno = Errno.of(refusal.errno()).orElse(Errno.EINVAL);
    if (reported.add(errno)) {
      log.error(refusal.getMessage() + " (said once; further ones are counted as failed)");
    }
  }

  @Override
  public void close() {
    table.close();
    if (routes != null) {
      routes.close();
    }
  }
}
