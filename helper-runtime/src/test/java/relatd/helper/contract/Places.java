// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.util.stream.IntStream;

/// Places in a packet where something is done to it.
final class Places {
  /// Up to this length every place is tried; of a longer text both ends, and some between.
  private static final int EVERY = 320;

  private static final int STEP = 61;

  private Places() {}

  /// From 1 to below the length.
  static int[] below(int length) {
    return IntStream.range(1, length)
        .filter(at -> at <= EVERY / 2 || at >= length - EVERY / 2 || at % STEP == 0)
        .toArray();
  }
}
