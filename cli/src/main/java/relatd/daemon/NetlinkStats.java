// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.Optional;
import relatd.sync.engine.KernelCounters;
import relatd.sync.kernel.EventCounters;

/// The part of `conntrackd -s runtime` about the kernel's sockets. A daemon that serves helpers
/// alone has none: [#NONE].
///
/// @param received events, whatever their fate
/// @param filtered events refused in user space
/// @param unknownEvents neither conntracks nor expectations
/// @param failedReads of the event socket, overruns included
/// @param unknownDumped in dumps, neither conntracks nor expectations
/// @param flushes of the kernel's tables, on request
/// @param resyncs dumps after overruns and on request
/// @param bufferBytes of the event socket
record NetlinkStats(
    long received,
    long filtered,
    long unknownEvents,
    long failedReads,
    long unknownDumped,
    long overruns,
    long flushes,
    long resyncs,
    long bufferBytes) {
  static final NetlinkStats NONE = new NetlinkStats(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// @param events absent in polling mode
  static NetlinkStats of(Optional<EventCounters> events, KernelCounters kernel, int bufferBytes) {
    return new NetlinkStats(
        events.map(EventCounters::received).orElse(0L),
        events.map(EventCounters::filtered).orElse(0L),
        events.map(EventCounters::unknown).orElse(0L),
        events.map(EventCounters::failures).orElse(0L),
        0,
        events.map(EventCounters::overruns).orElse(0L),
        kernel.flushes(),
        kernel.resyncs(),
        bufferBytes);
  }

  void describe(FigureLine line) {
    line.value("events_received", received)
        .value("events_filtered", filtered)
        .value("events_unknown", unknownEvents)
        .value("event_failures", failedReads)
        .value("dump_unknown", unknownDumped)
        .value("overruns", overruns)
        .value("flushes", flushes)
        .value("resyncs", resyncs)
        .value("event_buffer_bytes", bufferBytes);
  }

  String text() {
    return """
    netlink stats:
    \tevents received:\t%20d
    \tevents filtered:\t%20d
    \tevents unknown type:\t\t%12d
    \tcatch event failed:\t\t%12d
    \tdump unknown type:\t\t%12d
    \tnetlink overrun:\t\t%12d
    \tflush kernel table:\t\t%12d
    \tresync with kernel table:\t%12d
    \tcurrent buffer size (in bytes):\t%12d

    """
        .formatted(
            received,
            filtered,
            unknownEvents,
            failedReads,
            unknownDumped,
            overruns,
            flushes,
            resyncs,
            bufferBytes);
  }
}
