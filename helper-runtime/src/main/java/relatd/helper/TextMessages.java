// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

/// Cuts one direction of a stream into messages of the HTTP family (RFC 9112, section 2.1): a start
/// line, fields, an empty line, a body that the fields tell the length of.
///
/// ```
///   SETUP rtsp://a/b RTSP/1.0       start line
///   CSeq: 3                         fields
///   Content-Length: 12
///                                   end of the head
///   ............                    body, passed by unread
/// ```
///
/// Lines end with LF, with or without CR before it. Use: [#begin] with the unread bytes, [#next]
/// until it finds no more, then [#position] is what was understood. What a head holds can be asked
/// for until the next call.
public final class TextMessages {
  /// The longest head that is read, in bytes; a helper's window is a little more.
  public static final int LONGEST_HEAD = 8_192;

  private static final long LONGEST_BODY = 1L << 40;

  /// Which start lines a protocol has.
  @FunctionalInterface
  public interface StartLine {
    /// @param to behind the last byte of the line, its end not included
    boolean fits(Payload payload, int from, int to);
  }

  /// What [#next] came to.
  public enum Found {
    /// A head.
    HEAD,
    /// The end of what is there.
    MORE,
    /// What is no message: the stream cannot be read any further.
    BROKEN
  }

  private final StartLine startLine;
  private final boolean interleaved;
  private final boolean forgiving;
  private Payload payload = new Payload();
  private int at;
  private final MessageBody body = new MessageBody();
  private boolean begun;
  private boolean searching;
  private boolean inLine; // searching, and the line that is passed by has not ended
  private int head;
  private int lineTo;
  private int fields;
  private int fieldsTo;
  private int valueFrom;
  private int valueTo;

  /// @param interleaved whether frames of other data (`$`, channel, 16 bits of length) may stand
  ///   between messages (RFC 2326, section 10.12)
  /// @param forgiving whether lines that begin no message are passed by, once a first one was read:
  ///   for bodies that end where nothing tells
  public TextMessages(StartLine startLine, boolean interleaved, boolean forgiving) {
    this.startLine = startLine;
    this.interleaved = interleaved;
    this.forgiving = forgiving;
  }

  /// Goes on with the unread bytes.
  public void begin(Payload unread) {
    payload = unread;
    at = 0;
    if (unread.afterGap()) {
      body.bytes(0);
      begun = true;
      searching = true;
      inLine = false;
    }
  }

  /// How many bytes were understood.
  public int position() {
    return at;
  }

  public Found next() {
    while (true) {
      at = body.pass(payload, at);
      if (!body.isOver()) {
        return body.isBroken() ? Found.BROKEN : Found.MORE;
      }
      while (!inLine && at < payload.length() && isLineEnd(payload.u8(at))) {
        at++;
      }
      if (at == payload.length()) {
        return Found.MORE;
      }
      if (interleaved && !searching && payload.u8(at) == '$') {
        if (payload.length() - at < 4) {
          return Found.MORE;
        }
        body.bytes(payload.u16(at + 2));
        at += 4;
        continue;
      }
      Found found = startLine();
      if (found != null) {
        return found;
      }
    }
  }

  /// Where the start line begins.
  public int lineFrom() {
    return head;
  }

  /// Behind its last byte.
  public int lineTo() {
    return lineTo;
  }

  /// Finds the first field of this name, which is given in upper case; then [#valueFrom] and
  /// [#valueTo] are its value, without blanks around.
  public boolean field(String name) {
    return field(name, fields);
  }

  public int valueFrom() {
    return valueFrom;
  }

  public int valueTo() {
    return valueTo;
  }

  /// Null: the line was passed by.
  private Found startLine() {
    int end = payload.indexOf('\n', at);
    int to = end < 0 ? payload.length() : withoutReturn(at, end);
    boolean tooLong = to - at > LONGEST_HEAD;
    if (searching || forgiving && begun) {
      boolean hopeless = inLine || tooLong || !isLetter(payload.u8(at));
      if (end < 0 && !hopeless) {
        return Found.MORE;
      }
      searching = hopeless || !startLine.fits(payload, at, to);
      if (searching) {
        inLine = end < 0;
        at = end < 0 ? payload.length() : end + 1;
        return null;
      }
    } else if (!isLetter(payload.u8(at)) || tooLong) {
      return Found.BROKEN;
    } else if (end < 0) {
      return Found.MORE;
    } else if (!startLine.fits(payload, at, to)) {
      return Found.BROKEN;
    }
    return head(at, end, to);
  }

  private Found head(int from, int end, int to) {
    head = from;
    lineTo = to;
    fields = end + 1;
    int line = fields;
    while (true) {
      int lineEnd = payload.indexOf('\n', line);
      if (lineEnd < 0) {
        return payload.length() - from > LONGEST_HEAD ? Found.BROKEN : Found.MORE;
      }
      if (withoutReturn(line, lineEnd) == line) {
        fieldsTo = line;
        if (!bodyFollows()) {
          return Found.BROKEN;
        }
        at = lineEnd + 1;
        begun = true;
        return Found.HEAD;
      }
      line = lineEnd + 1;
    }
  }

  /// Finds out how long the body is; false when the fields contradict each other.
  private boolean bodyFollows() {
    long counted = -1;
    for (int from = fields; field("CONTENT-LENGTH", from); from = valueTo) {
      long length = payload.decimal(valueFrom, valueTo, LONGEST_BODY);
      if (length < 0 || counted >= 0 && length != counted) {
        return false;
      }
      counted = length;
    }
    body.bytes(Math.max(0, counted));
    if (!field("TRANSFER-ENCODING") || payload.matchesIgnoreCase(valueFrom, "IDENTITY")) {
      return true;
    }
    int chunked = valueTo - "CHUNKED".length();
    body.chunks();
    return counted < 0 && chunked >= valueFrom && payload.matchesIgnoreCase(chunked, "CHUNKED");
  }

  private boolean field(String name, int from) {
    int line = from;
    while (line < fieldsTo) {
      int end = payload.indexOf('\n', line);
      int colon = line + name.length();
      while (colon < end && isBlank(payload.u8(colon))) {
        colon++;
      }
      boolean named = payload.matchesIgnoreCase(line, name);
      if (named && colon < end && payload.u8(colon) == ':') {
        valueFrom = colon + 1;
        valueTo = withoutReturn(line, end);
        while (valueFrom < valueTo && isBlank(payload.u8(valueFrom))) {
          valueFrom++;
        }
        while (valueTo > valueFrom && isBlank(payload.u8(valueTo - 1))) {
          valueTo--;
        }
        return true;
      }
      line = end + 1;
    }
    return false;
  }

  private int withoutReturn(int from, int lineFeed) {
    return lineFeed > from && payload.u8(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
  }

  private static boolean isLineEnd(int c) {
    return c == '\r' || c == '\n';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLetter(int c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }
}
