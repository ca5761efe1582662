// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;

/// An IPv4 or IPv6 address as two numbers, so that comparing and masking cost no allocation.
///
/// @param high the upper 64 bits; 0 for IPv4
/// @param low the lower 64 bits; an IPv4 address sits in the lowest 32
public record Address(Family family, long high, long low) implements Comparable<Address> {

  public static final Address ANY4 = new Address(Family.INET, 0, 0);
  public static final Address ANY6 = new Address(Family.INET6, 0, 0);

  public Address {
    if (family == Family.INET && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /// @param bits the address in network order, as a number
  public static Address ofInet(int bits) {
    return new Address(Family.INET, 0, bits & 0xffff_ffffL);
  }

  public static Address ofInet6(long high, long low) {
    return new Address(Family.INET6, high, low);
  }

  /// The unspecified address of a family: `0.0.0.0` or `::`.
  public static Address any(Family family) {
    return family == Family.INET ? ANY4 : ANY6;
  }

  /// The address with every bit set: the mask that compares all of it.
  public static Address allOnes(Family family) {
    return family == Family.INET ? ofInet(-1) : ofInet6(-1, -1);
  }

  /// Reads 4 or 16 bytes in network order.
  public static Address ofBytes(byte[] bytes) {
    return switch (bytes.length) {
      case 4 -> ofInet((int) number(bytes, 0, 4));
      case 16 -> ofInet6(number(bytes, 0, 8), number(bytes, 8, 8));
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    };
  }

  /// Reads dotted decimals or IPv6 text (RFC 4291, section 2.2); never resolves a name. Empty when
  /// the text is neither.
  public static Optional<Address> parse(CharSequence text) {
    return AddressText.parse(text);
  }

  /// As [#parse], for texts that the program itself holds.
  public static Address of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
  }

  /// Network order; 4 or 16 bytes.
  public byte[] bytes() {
    byte[] bytes = new byte[family.addressBytes()];
    long rest = low;
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) rest;
      rest = i == 8 ? high : rest >>> 8;
    }
    return bytes;
  }

  public boolean isAny() {
    return high == 0 && low == 0;
  }

  public boolean isLoopback() {
    return family == Family.INET ? low >>> 24 == 127 : high == 0 && low == 1;
  }

  public boolean isMulticast() {
    return family == Family.INET ? low >>> 28 == 0xe : high >>> 56 == 0xff;
  }

  /// `255.255.255.255`; IPv6 has none.
  public boolean isBroadcast() {
    return family == Family.INET && low == 0xffff_ffffL;
  }

  /// The IPv4 address inside an IPv4-mapped IPv6 address (`::ffff:a.b.c.d`, RFC 4291 section
  /// 2.5.5.2); otherwise this.
  public Address unmapped() {
    return family == Family.INET6 && high == 0 && low >>> 32 == 0xffff ? ofInet((int) low) : this;
  }

  public Address and(Address mask) {
    return new Address(family, high & mask.high, low & mask.low);
  }

  /// The mask of a network, from its prefix length in bits.
  public static Address mask(Family family, int prefix) {
    int bits = family.addressBytes() * 8;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "a prefix of " + family.text() + " has 0 to " + bits + " bits, not " + prefix);
    }
    if (family == Family.INET) {
      return ofInet(prefix == 0 ? 0 : -1 << (32 - prefix));
    }
    return ofInet6(
        prefix == 0 ? 0 : prefix >= 64 ? -1 : -1L << (64 - prefix),
        prefix <= 64 ? 0 : -1L << (128 - prefix));
  }

  @Override
  public int compareTo(Address other) {
    int byFamily = family.compareTo(other.family);
    int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// As `inet_ntop` writes it.
  @Override
  public String toString() {
    return AddressText.format(this);
  }

  private static long number(byte[] bytes, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }
}
