// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import relatd.helper.Payload;

/// Record marking in one direction of a TCP connection (RFC 5531, section 11).
///
/// ```
///    0                   1                   2                   3
///   +-+-------------------------------------------------------------+
///   |L|                  length of the fragment                     |   L: last one of its record
///   +-+-------------------------------------------------------------+
/// ```
final class RecordStream {
  /// The longest record worth seeing whole: a list of a hundred addresses, in bytes.
  static final int LONGEST = 16_384;

  /// No record of a port mapper has as many bytes; keeps sums of lengths small.
  private static final int ABSURD = 1 << 20;

  /// Bytes of a mark.
  static final int MARK = 4;

  /// What stands at a place of the payload.
  enum Found {
    /// A record whose end has not come.
    PART,
    WHOLE,
    /// A record that is too long, or in too many fragments, to be read.
    TOO_LONG
  }

  private boolean discarding;
  private boolean lastFragment;
  private int toDiscard;
  private int end;

  /// Finds the record that begins here.
  ///
  /// @param message takes the fragments that were found, in any case
  Found read(Payload payload, int at, RpcMessage message) {
    message.begin(payload);
    int next = at;
    while (payload.length() - next >= MARK) {
      int mark = payload.u32(next);
      int length = mark & 0x7fff_ffff;
      if (length > LONGEST - message.length() || !message.add(next + MARK, length)) {
        message.add(next + MARK, Math.min(length, ABSURD)); // for a look at its beginning
        return Found.TOO_LONG;
      }
      next += MARK + length;
      if (next > payload.length()) {
        return Found.PART;
      }
      if (mark < 0) {
        end = next;
        return Found.WHOLE;
      }
    }
    return Found.PART;
  }

  /// Behind the record that was found [Found#WHOLE].
  int end() {
    return end;
  }

  /// Forgets what was to be discarded.
  void reset() {
    discarding = false;
    lastFragment = false;
    toDiscard = 0;
  }

  /// The record that begins at the next byte is of no interest.
  void discard() {
    reset();
    discarding = true;
  }

  /// Passes over what is left of a record to discard.
  ///
  /// @return the position behind it, or behind what has come of it
  int skip(Payload payload, int from) {
    int at = from;
    while (discarding) {
      int here = Math.min(toDiscard, payload.length() - at);
      toDiscard -= here;
      at += here;
      if (toDiscard > 0) {
        return at;
      }
      if (lastFragment) {
        reset();
      } else if (payload.length() - at < MARK) {
        return at;
      } else {
        toDiscard = payload.u32(at) & 0x7fff_ffff;
        lastFragment = payload.u32(at) < 0;
        at += MARK;
      }
    }
    return at;
  }

  boolean isDiscarding() {
    return discarding;
  }
}
