// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.stream.IntStream;

/// The 128 label bits of a connection (`CTA_LABELS`), as iptables' connlabel and nft's ct label set
/// them.
///
/// @param low bits 0 to 63
/// @param high bits 64 to 127
public record Labels(long low, long high) {
  public static final int BITS = 128;
  public static final Labels NONE = new Labels(0, 0);
  public static final Labels ALL = new Labels(-1, -1);

  public static Labels of(int... bits) {
    Labels labels = NONE;
    for (int bit : bits) {
      labels = labels.with(bit);
    }
    return labels;
  }

  public Labels with(int bit) {
    requireBit(bit);
    return bit < 64 ? new Labels(low | 1L << bit, high) : new Labels(low, high | 1L << (bit - 64));
  }

  public boolean isSet(int bit) {
    requireBit(bit);
    return ((bit < 64 ? low >>> bit : high >>> (bit - 64)) & 1) != 0;
  }

  /// Numbers of the bits that are set, ascending.
  public IntStream bits() {
    return IntStream.range(0, BITS).filter(this::isSet);
  }

  public boolean isEmpty() {
    return (low | high) == 0;
  }

  private static void requireBit(int bit) {
    if (bit < 0 || bit >= BITS) {
      throw new IllegalArgumentException("label bits are 0 to 127, not " + bit);
    }
  }
}
