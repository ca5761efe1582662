// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import relatd.conf.Scheduler;

/// What the configuration wants of the scheduler; for the calling thread and all that it will
/// start.
final class ProcessTuning {
  private ProcessTuning() {}

  static void apply(Scheduler scheduler, DaemonLog log) {}
}
