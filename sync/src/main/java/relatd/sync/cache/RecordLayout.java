// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How a cached entry lies in memory. Little-endian everywhere; nobody else reads it.
///
/// ```
///  0        4       6      7      8        12       16       20       24       28     32
///  +--------+-------+------+------+--------+--------+--------+--------+--------+------+-------
///  | hash   | length|status|queue | next   | before | number | created| updated| extra| image
///  +--------+-------+------+------+--------+--------+--------+--------+--------+------+-------
///    length of the image; queue 0 = none; next, before: neighbours in the queue; created,
///    updated: seconds; number, extra: the owner's
/// ```
final class RecordLayout {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  static final int HASH = 0;
  static final int LENGTH = 4;
  static final int STATUS = 6;
  static final int QUEUE = 7;
  static final int NEXT = 8;
  static final int BEFORE = 12;
  static final int NUMBER = 16;
  static final int CREATED = 20;
  static final int UPDATED = 24;
  static final int EXTRA = 28;
  static final int IMAGE = 32;

  private RecordLayout() {}
}
