// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// One message (RFC 3261, section 7), as positions in the payload: start line, the header fields
/// that matter, body.
///
/// A flyweight, re-used for each message; what it says holds while the payload does.
final class SipMessage {
  /// A longer message is not read, in bytes.
  static final int LONGEST = 65_535;

  /// A longer header line makes a message unreadable.
  static final int LONGEST_LINE = 8_192;

  /// Header fields that matter in one message; more make it unreadable.
  static final int MOST_FIELDS = 64;

  /// How far a message can be read.
  enum State {
    WHOLE,
    /// Its end has not come yet.
    INCOMPLETE,
    /// Its borders are known, but it contradicts itself: it says nothing.
    IGNORED,
    /// Nobody can tell where it ends.
    ENDLESS
  }

  private static final long MOST_CSEQ = 0xffff_ffffL;

  private final HeaderName[] names = new HeaderName[MOST_FIELDS];
  private final int[] froms = new int[MOST_FIELDS];
  private final int[] tos = new int[MOST_FIELDS];
  private final int[] place = new int[HeaderName.values().length];
  private Payload payload;
  private int count;
  private boolean tooMany;

  /// Whether the last line was a field that matters, which a following line may continue.
  private boolean extendable;

  private boolean request;
  private int start;
  private int startEnd;
  private int body;
  private int end;
  private int code;
  private Method method = Method.OTHER;
  private long cseq;
  private String flaw = "";

  Payload payload() {
    return payload;
  }

  boolean isRequest() {
    return request;
  }

  /// The request's method, or that of the request that is answered.
  Method method() {
    return method;
  }

  /// Status code of a response.
  int code() {
    return code;
  }

  long cseq() {
    return cseq;
  }

  int start() {
    return start;
  }

  int startEnd() {
    return startEnd;
  }

  int body() {
    return body;
  }

  int end() {
    return end;
  }

  /// Why a message is not WHOLE.
  String flaw() {
    return flaw;
  }

  int fields() {
    return count;
  }

  HeaderName name(int field) {
    return names[field];
  }

  int from(int field) {
    return froms[field];
  }

  int to(int field) {
    return tos[field];
  }

  /// Number of the first field of that name; -1 when there is none.
  int field(HeaderName name) {
    return place[name.ordinal()] - 1;
  }

  boolean has(HeaderName name) {
    return field(name) >= 0;
  }

  /// Reads the message whose start line is `[from, lineFeed)`.
  ///
  /// @param datagram whether the payload is all there is
  State read(Payload payload, int from, int lineFeed, boolean datagram) {
    this.payload = payload;
    start = from;
    startEnd = lineEnd(from, lineFeed);
    count = 0;
    tooMany = false;
    extendable = false;
    flaw = "";
    java.util.Arrays.fill(place, 0);
    State head = readHead(lineFeed + 1);
    if (head != State.WHOLE) {
      return head;
    }
    State length = readLength(datagram);
    return length == State.WHOLE ? readMeaning() : length;
  }

  /// Header fields up to the empty line.
  private State readHead(int from) {
    int at = from;
    while (true) {
      int lineFeed = payload.indexOf(Chars.LF, at);
      if (lineFeed - at > LONGEST_LINE || lineFeed < 0 && payload.length() - at > LONGEST_LINE) {
        return endless("a header line is too long");
      }
      if (lineFeed < 0 || at - start > LONGEST) {
        return at - start > LONGEST ? endless("the header is too long") : State.INCOMPLETE;
      }
      int to = lineEnd(at, lineFeed);
      if (to == at) {
        body = lineFeed + 1;
        return State.WHOLE;
      }
      int first = payload.u8(at);
      if (first == ' ' || first == '\t') {
        extend(to);
      } else {
        add(at, to);
      }
      at = lineFeed + 1;
    }
  }

  private void add(int from, int to) {
    extendable = false;
    int nameEnd = Chars.skipToken(payload, from, to);
    int colon = nameEnd;
    while (colon < to && (payload.u8(colon) == ' ' || payload.u8(colon) == '\t')) {
      colon++;
    }
    if (nameEnd == from || colon == to || payload.u8(colon) != ':') {
      return;
    }
    HeaderName name = HeaderName.of(payload, from, nameEnd);
    if (name == null) {
      return;
    }
    if (count == MOST_FIELDS) {
      tooMany = true;
      return;
    }
    names[count] = name;
    froms[count] = Chars.skipBlanks(payload, colon + 1, to);
    tos[count] = Chars.trimEnd(payload, froms[count], to);
    if (place[name.ordinal()] == 0) {
      place[name.ordinal()] = count + 1;
    }
    count++;
    extendable = true;
  }

  private void extend(int to) {
    if (extendable) {
      froms[count - 1] = Chars.skipBlanks(payload, froms[count - 1], to);
      tos[count - 1] = Chars.trimEnd(payload, froms[count - 1], to);
    }
  }

  /// Content-Length: all of one datagram where it is missing, nothing in a stream (RFC 3261,
  /// section 18.3). Two that differ would let two readers see different messages.
  private State readLength(boolean datagram) {
    if (tooMany) {
      return endless("too many header fields"); // the length may be among those not read
    }
    long length = datagram ? payload.length() - body : 0;
    boolean given = false;
    for (int i = 0; i < count; i++) {
      if (names[i] != HeaderName.CONTENT_LENGTH) {
        continue;
      }
      long value = Chars.number(payload, froms[i], tos[i], LONGEST);
      if (value < 0 || given && value != length) {
        return endless("a Content-Length that is none");
      }
      length = value;
      given = true;
    }
    if (length > LONGEST - (body - start)) {
      return endless("a Content-Length that is too large");
    }
    end = body + (int) length;
    if (end > payload.length()) {
      return datagram ? endless("a Content-Length beyond the datagram") : State.INCOMPLETE;
    }
    // What stands behind the body should be discarded (RFC 3261, section 18.3), but user agents
    // exist that count wrongly and others that read on.
    end = datagram ? payload.length() : end;
    return State.WHOLE;
  }

  /// What every message must have, and have right: Call-ID, From, CSeq with the method.
  private State readMeaning() {
    request = !StartLine.isResponse(payload, start, startEnd);
    code = request ? 0 : (int) Chars.number(payload, start + 8, start + 11, 999);
    if (!has(HeaderName.CALL_ID) || !has(HeaderName.FROM) || !has(HeaderName.CSEQ)) {
      flaw = "without Call-ID, From or CSeq";
      return State.IGNORED;
    }
    int field = field(HeaderName.CSEQ);
    int digits = Chars.skipDigits(payload, froms[field], tos[field]);
    cseq = Chars.number(payload, froms[field], digits, MOST_CSEQ);
    int name = Chars.skipBlanks(payload, digits, tos[field]);
    int nameEnd = Chars.skipToken(payload, name, tos[field]);
    if (cseq < 0 || name == digits || nameEnd != tos[field] || nameEnd == name) {
      flaw = "a CSeq that is none";
      return State.IGNORED;
    }
    method = Method.of(payload, name, nameEnd);
    if (request && !isMethod(name, nameEnd)) {
      flaw = "a CSeq of another method";
      return State.IGNORED;
    }
    return State.WHOLE;
  }

  private boolean isMethod(int name, int nameEnd) {
    int length = nameEnd - name;
    for (int i = 0; i < length; i++) {
      if (payload.u8(start + i) != payload.u8(name + i)) {
        return false;
      }
    }
    return payload.u8(start + length) == ' ';
  }

  private State endless(String why) {
    flaw = why;
    return State.ENDLESS;
  }

  private int lineEnd(int from, int lineFeed) {
    return lineFeed > from && payload.u8(lineFeed - 1) == Chars.CR ? lineFeed - 1 : lineFeed;
  }
}
