// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// How bad a link is: shares of datagrams, each from 0 to 1.
///
/// @param drop lost
/// @param duplicate sent twice
/// @param reorder sent after one of the next few
/// @param delay held for some ticks
/// @param longestDelay ticks, at least 1 where there is a delay
public record Faults(
    double drop, double duplicate, double reorder, double delay, int longestDelay) {
  public static final Faults NONE = new Faults(0, 0, 0, 0, 1);

  public Faults {
    if (!isShare(drop) || !isShare(duplicate) || !isShare(reorder) || !isShare(delay)) {
      throw new IllegalArgumentException("shares of datagrams go from 0 to 1");
    }
    if (longestDelay < 1) {
      throw new IllegalArgumentException("the longest delay is at least one tick");
    }
  }

  public static Faults dropping(double share) {
    return new Faults(share, 0, 0, 0, 1);
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }
}
