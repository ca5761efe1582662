// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// Real-time scheduling of the daemon, sched(7).
///
/// @param priority 1 to 99; 0 can be configured, but the kernel refuses it
public record Scheduler(Type type, int priority) {

  /// What conntrackd asks for when the file does not say.
  public static final Scheduler DEFAULT = new Scheduler(Type.RR, 99);

  /// Policies that the file can name.
  public enum Type {
    RR,
    FIFO
  }
}
