// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Expectation;
import relatd.helper.dispatch.DispatchLog;
import relatd.helper.dispatch.ExpectationText;
import relatd.helper.dispatch.Flow;

/// Writes what helpers refuse and where they fail into the daemon's log, at most so many lines: the
/// rest is in the counters.
final class LoggingDispatch implements DispatchLog {
  private static final int BURST = 100;
  private static final long REFILL_NANOS = 1_000_000_000L;

  private final EngineLog log;
  private final boolean dry;
  private int tokens = BURST;
  private long refilled = System.nanoTime();

  /// @param dry whether expectations are logged, too, as nobody makes them
  LoggingDispatch(EngineLog log, boolean dry) {
    this.log = log;
    this.dry = dry;
  }

  @Override
  public void expected(Flow flow, Expectation expectation) {
    if (dry) {
      notice(flow, "would open", ExpectationText.of(expectation));
    }
  }

  @Override
  public void withdrawn(Flow flow, Expectation expectation) {
    if (dry) {
      notice(flow, "would close", ExpectationText.of(expectation));
    }
  }

  @Override
  public void refused(Flow flow, String reason) {
    if (isWanted(flow)) {
      notice(flow, "refused", reason);
    }
  }

  @Override
  public void opaque(Flow flow, String reason) {
    if (isWanted(flow)) {
      notice(flow, "not read any more", reason);
    }
  }

  @Override
  public void dropped(Flow flow, String reason) {
    notice(flow, "dropped", reason);
  }

  @Override
  public void fault(Flow flow, Throwable fault) {
    if (mayLog(flow.lastNanos())) {
      StackTraceElement[] trace = fault.getStackTrace();
      String where = trace.length == 0 ? "" : " at " + trace[0];
      log.error(
          "helper `%s' failed on %s: %s%s; the connection passes unread"
              .formatted(flow.helper().name(), name(flow), fault, where));
    }
  }

  @Override
  public void disabled(String helper) {
    log.error("helper `%s' failed too often and is out of service until restart".formatted(helper));
  }

  private static boolean isWanted(Flow flow) {
    return flow.options().isOn("LogRefused", true);
  }

  private void notice(Flow flow, String what, String reason) {
    if (mayLog(flow.lastNanos())) {
      log.notice(
          "helper `%s' %s: %s (%s)"
              .formatted(flow.helper().name(), what, printable(reason), name(flow)));
    }
  }

  private boolean mayLog(long nanos) {
    if (nanos - refilled >= REFILL_NANOS) {
      refilled = nanos;
      tokens = Math.min(BURST, tokens + 10);
    }
    return tokens > 0 && tokens-- > 0;
  }

  private static String name(Flow flow) {
    return flow.connection().original().sourceEndpoint()
        + " > "
        + flow.connection().original().destinationEndpoint();
  }

  /// Foreign text must not write lines of its own into the log.
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < Math.min(text.length(), 200); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c > '~' ? '?' : c);
    }
    return out.toString();
  }
}
