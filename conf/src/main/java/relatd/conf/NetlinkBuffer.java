// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// How events come out of the kernel.
///
/// @param size bytes of the event socket's receive buffer; 0 = the system's default
/// @param maxGrowth bytes that doubling on overrun may reach; a `size` above it is ignored
/// @param overrunResync seconds from an overrun to a full resync; 0 = never
/// @param reliable whether the kernel keeps events that it could not deliver
/// @param eventsPerTurn events handled before the loop looks at something else
public record NetlinkBuffer(
    int size, int maxGrowth, int overrunResync, boolean reliable, int eventsPerTurn) {

  public static final int DEFAULT_OVERRUN_RESYNC = 30;
  public static final int DEFAULT_EVENTS_PER_TURN = 100;

  /// The size to ask for: 0 (leave the system's default) unless `maxGrowth` allows `size`.
  public int effectiveSize() {
    return size <= maxGrowth ? size : 0;
  }
}
