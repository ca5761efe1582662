// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

/// Reads a message unit by unit (XDR, RFC 4506): 4 bytes each, opaque data padded to that.
///
/// A message that ends too early, or a length out of bounds, makes everything behind it read as 0
/// and [#isIntact] false, so that a grammar asks once, at its end.
final class XdrReader {
  private static final int UNIT = 4;

  private RpcMessage message = new RpcMessage();
  private int at;
  private boolean intact;
  private int dataAt;
  private int dataLength;

  XdrReader wrap(RpcMessage message) {
    this.message = message;
    at = 0;
    intact = true;
    dataAt = 0;
    dataLength = 0;
    return this;
  }

  boolean isIntact() {
    return intact;
  }

  /// Position of the next unit.
  int position() {
    return at;
  }

  int word() {
    if (!intact || message.length() - at < UNIT) {
      intact = false;
      return 0;
    }
    int word = message.u32(at);
    at += UNIT;
    return word;
  }

  /// Opaque data or a string: its length, then its bytes, then zeros; afterwards [#text] and [#is]
  /// speak of it.
  XdrReader data(int most) {
    int length = word();
    dataAt = at;
    dataLength = 0;
    if (!intact || length < 0 || length > most || padded(length) > message.length() - at) {
      intact = false;
      return this;
    }
    dataLength = length;
    at += padded(length);
    return this;
  }

  int dataLength() {
    return dataLength;
  }

  boolean is(String text) {
    return intact && message.matches(dataAt, dataLength, text);
  }

  String text() {
    return message.text(dataAt, dataLength);
  }

  /// Bytes that data of this length takes, without its length.
  static int padded(int length) {
    return length + UNIT - 1 & -UNIT;
  }

  /// A unit as bytes.
  static byte[] word(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }
}
