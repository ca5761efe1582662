// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// Where the session description of a message is: its body, or the first such part of a
/// multipart/mixed body (RFC 2046, section 5.1).
///
/// A flyweight, re-used for each message.
final class SdpBody {
  private static final int LONGEST_BOUNDARY = 70;

  private Payload text;
  private int from;
  private int to;

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /// Whether a message has one that can be read.
  boolean find(SipMessage message) {
    text = message.payload();
    from = message.body();
    to = message.end();
    int encoding = message.field(HeaderName.CONTENT_ENCODING);
    boolean readable =
        encoding < 0 || Chars.is(text, message.from(encoding), message.to(encoding), "IDENTITY");
    if (!isAnnounced(message) || !readable || from == to) {
      return false;
    }
    int type = message.field(HeaderName.CONTENT_TYPE);
    return isSdp(message.from(type), message.to(type))
        || findPart(message.from(type), message.to(type));
  }

  /// Whether the header says that there is one.
  boolean isAnnounced(SipMessage message) {
    text = message.payload();
    int type = message.field(HeaderName.CONTENT_TYPE);
    return type >= 0
        && (isSdp(message.from(type), message.to(type))
            || isMixed(message.from(type), message.to(type)));
  }

  private boolean isSdp(int typeFrom, int typeTo) {
    int end = Params.begin(text, typeFrom, typeTo);
    return Chars.is(text, typeFrom, Chars.trimEnd(text, typeFrom, end), "APPLICATION/SDP");
  }

  private boolean isMixed(int typeFrom, int typeTo) {
    int end = Params.begin(text, typeFrom, typeTo);
    return Chars.is(text, typeFrom, Chars.trimEnd(text, typeFrom, end), "MULTIPART/MIXED");
  }

  private boolean findPart(int typeFrom, int typeTo) {
    int params = Params.begin(text, typeFrom, typeTo);
    int value = Params.find(text, params, typeTo, "BOUNDARY");
    if (value < 0) {
      return false;
    }
    boolean quoted = value < typeTo && text.u8(value) == '"';
    int first = quoted ? value + 1 : value;
    int last = quoted ? Chars.find(text, '"', first, typeTo) : Params.end(text, first, typeTo);
    if (last <= first || last - first > LONGEST_BOUNDARY) {
      return false;
    }
    String delimiter = "--" + text.text(first, last);
    for (int line = from; line < to; ) {
      int next = lineAfter(line);
      if (line + delimiter.length() <= to && text.matches(line, delimiter) && isPart(next)) {
        return endAtDelimiter(delimiter);
      }
      line = next;
    }
    return false;
  }

  /// Reads a part's header; `from` is then its body.
  private boolean isPart(int header) {
    boolean sdp = false;
    for (int line = header; line < to; ) {
      int next = lineAfter(line);
      int end = Chars.trimEnd(text, line, next);
      if (end == line) {
        from = sdp ? next : from;
        return sdp;
      }
      int colon = Chars.find(text, ':', line, end);
      if (colon > 0 && Chars.is(text, line, Chars.trimEnd(text, line, colon), "CONTENT-TYPE")) {
        sdp = isSdp(Chars.skipBlanks(text, colon + 1, end), end);
      }
      line = next;
    }
    return false;
  }

  private boolean endAtDelimiter(String delimiter) {
    for (int line = from; line < to; line = lineAfter(line)) {
      if (line + delimiter.length() <= to && text.matches(line, delimiter)) {
        to = line;
        return to > from;
      }
    }
    return false;
  }

  private int lineAfter(int at) {
    int lineFeed = Chars.find(text, Chars.LF, at, to);
    return lineFeed < 0 ? to : lineFeed + 1;
  }
}
