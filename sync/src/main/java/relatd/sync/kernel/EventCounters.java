// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

/// What came out of an event socket, named as `conntrackd -s runtime` names it. Cumulative; one
/// writer.
public final class EventCounters {
  long conntracks;
  long expectations;
  long filtered;
  long malformed;
  long unknown;
  long overruns;
  long dropped;
  long failures;
  long reads;
  long rests;

  EventCounters() {}

  /// Conntrack events that passed the filter.
  public long conntracks() {
    return conntracks;
  }

  /// Expectation events that passed the filter.
  public long expectations() {
    return expectations;
  }

  /// `events received`: whatever its fate.
  public long received() {
    return conntracks + expectations + filtered + malformed + unknown;
  }

  /// `events filtered`: refused in user space.
  public long filtered() {
    return filtered;
  }

  /// Messages that could not be read.
  public long malformed() {
    return malformed;
  }

  /// `unknown type`: well-formed, but about neither conntracks nor expectations.
  public long unknown() {
    return unknown;
  }

  /// `netlink overrun`: times that the kernel said it had lost events.
  public long overruns() {
    return overruns;
  }

  /// Events that the kernel dropped (`SO_MEMINFO`), as far as was asked ([EventReader#checkDrops]).
  public long dropped() {
    return dropped;
  }

  /// `catch event failed`: reads that ended in an error, overruns included.
  public long failures() {
    return failures;
  }

  /// System calls that brought events.
  public long reads() {
    return reads;
  }

  /// Pauses made to let events gather.
  public long rests() {
    return rests;
  }
}
