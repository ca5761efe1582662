// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// The header fields that matter, with their compact names (RFC 3261, section 7.3.3).
enum HeaderName {
  VIA("VIA", 'V'),
  FROM("FROM", 'F'),
  TO("TO", 'T'),
  CONTACT("CONTACT", 'M'),
  CALL_ID("CALL-ID", 'I'),
  CSEQ("CSEQ", '\0'),
  CONTENT_LENGTH("CONTENT-LENGTH", 'L'),
  CONTENT_TYPE("CONTENT-TYPE", 'C'),
  CONTENT_ENCODING("CONTENT-ENCODING", 'E'),
  EXPIRES("EXPIRES", '\0'),
  ROUTE("ROUTE", '\0'),
  RECORD_ROUTE("RECORD-ROUTE", '\0'),
  PATH("PATH", '\0'),
  SERVICE_ROUTE("SERVICE-ROUTE", '\0');

  private static final HeaderName[] ALL = values();

  private final String upper;
  private final char compact;

  HeaderName(String upper, char compact) {
    this.upper = upper;
    this.compact = compact;
  }

  /// Which of them `[from, to)` names; null for any other (within this package only, because it is
  /// asked for every line).
  static HeaderName of(Payload text, int from, int to) {
    if (to - from == 1) {
      int upperCase = text.u8(from) & ~0x20;
      for (HeaderName name : ALL) {
        if (name.compact == upperCase && upperCase != 0) {
          return name;
        }
      }
      return null;
    }
    for (HeaderName name : ALL) {
      if (Chars.is(text, from, to, name.upper)) {
        return name;
      }
    }
    return null;
  }
}
