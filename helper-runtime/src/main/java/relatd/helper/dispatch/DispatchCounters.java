// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.function.ObjLongConsumer;

/// What a dispatcher has seen. Written by its thread alone; others may read figures that are a
/// moment old.
public final class DispatchCounters {
  long packets;
  long inspected;
  long expectations;
  long refreshed;
  long taken;
  long failed;
  long refusals;
  long withdrawals;
  long opaque;
  long dropped;
  long rewritten;
  long held;
  long heldDropped;
  long gaps;
  long reordered;
  long inconsistent;
  long windowOverflow;
  long memoryExhausted;
  long expectedFlows;
  long evictedFlows;
  long faults;

  DispatchCounters() {}

  /// Names and values, in a fixed order.
  public void forEach(ObjLongConsumer<String> out) {
    out.accept("packets", packets);
    out.accept("inspected", inspected);
    out.accept("expectations", expectations);
    out.accept("refreshed", refreshed);
    out.accept("taken", taken);
    out.accept("failed", failed);
    out.accept("refused", refusals);
    out.accept("withdrawn", withdrawals);
    out.accept("opaque", opaque);
    out.accept("dropped", dropped);
    out.accept("rewritten", rewritten);
    out.accept("held", held);
    out.accept("held-dropped", heldDropped);
    out.accept("gaps", gaps);
    out.accept("reordered", reordered);
    out.accept("inconsistent", inconsistent);
    out.accept("window-overflow", windowOverflow);
    out.accept("memory-exhausted", memoryExhausted);
    out.accept("expected-flows", expectedFlows);
    out.accept("evicted-flows", evictedFlows);
    out.accept("faults", faults);
  }
}
