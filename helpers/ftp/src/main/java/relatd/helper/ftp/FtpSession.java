// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// One control connection: cuts its two directions into lines and hands them on.
///
/// Before the first line of either side is believed it must look like FTP: a server speaks first
/// and with a reply code (RFC 959, section 4.2), a client with a verb of three or four letters.
/// Anything else (HTTP, TLS, SSH) is not read any further.
final class FtpSession implements Session {
  /// A longer line is skipped without effect, in bytes without its end.
  static final int LONGEST_LINE = 4_096;

  private static final int LF = '\n';
  private static final int CR = '\r';
  private static final int IAC = 255;
  private static final int WILL = 251;

  private final ControlDialogue dialogue;
  private final TlsWatch tls;
  private final boolean[] begun = new boolean[2];
  private final boolean[] skipping = new boolean[2];

  FtpSession(Connection master, Options options) {
    dialogue = new ControlDialogue(master, options);
    tls = options.isOn("ResumeAfterCcc", false) ? new TlsWatch() : null;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    int side = payload.direction().number();
    int at = 0;
    if (dialogue.isEncrypted() && !isClearAgain(payload)) {
      return payload.length();
    }
    if (payload.afterGap()) {
      begun[Direction.ORIGINAL.number()] = true; // what greeting there was is not known
      begun[Direction.REPLY.number()] = true;
      dialogue.lostBytes(payload.direction());
      skipping[side] = !looksRight(payload, side);
    } else if (!begun[side]) {
      if (side == Direction.ORIGINAL.number() && !begun[Direction.REPLY.number()]
          || !looksRight(payload, side)) {
        decisions.accept(new Decision.Opaque("not FTP"));
        return payload.length();
      }
    }
    while (at < payload.length()) {
      int end = payload.indexOf(LF, at);
      if (end < 0) {
        boolean tooLong = skipping[side] || payload.length() - at > LONGEST_LINE + 1;
        if (tooLong && !begun[side] && !skipping[side]) {
          decisions.accept(new Decision.Opaque("not FTP")); // no first line is that long
        }
        skipping[side] = tooLong;
        return tooLong ? payload.length() : at;
      }
      if (!skipping[side]) {
        line(payload, at, end, decisions);
      }
      skipping[side] = false;
      at = end + 1;
      if (dialogue.isEncrypted()) {
        tellOpaque(decisions);
        return payload.length();
      }
    }
    return at;
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    int at = afterTelnet(unread, 0, unread.length());
    return unread.direction() == Direction.ORIGINAL
        ? startsLike(unread, at, "PORT")
            || startsLike(unread, at, "EPRT")
            || startsLike(unread, at, "LPRT")
        : dialogue.awaitsReply() && (startsLike(unread, at, "22"));
  }

  private void line(Payload payload, int from, int lineFeed, Consumer<Decision> decisions) {
    int side = payload.direction().number();
    int to = lineFeed > from && payload.u8(lineFeed - 1) == CR ? lineFeed - 1 : lineFeed;
    if (to - from > LONGEST_LINE) {
      if (!begun[side]) {
        decisions.accept(new Decision.Opaque("not FTP")); // no first line is that long
      }
      return;
    }
    int start = afterTelnet(payload, from, to);
    if (side == Direction.REPLY.number()) {
      begun[side] = true;
      dialogue.reply(payload, start, to, decisions);
    } else if (!begun[side] && isRequestLine(payload, start, to)) {
      decisions.accept(new Decision.Opaque("not FTP"));
    } else {
      begun[side] = true;
      dialogue.command(payload, start, to, decisions);
    }
  }

  private void tellOpaque(Consumer<Decision> decisions) {
    if (tls == null) {
      decisions.accept(new Decision.Opaque("TLS begins"));
    } else {
      tls.begin();
    }
  }

  /// Whether TLS is over, and this payload is what follows it.
  private boolean isClearAgain(Payload payload) {
    if (tls == null || !tls.isOver(payload)) {
      return false;
    }
    dialogue.decrypted();
    begun[0] = true;
    begun[1] = true;
    skipping[0] = false;
    skipping[1] = false;
    return true;
  }

  /// Whether the bytes so far can be the beginning of a reply or of a command.
  private static boolean looksRight(Payload payload, int side) {
    int at = afterTelnet(payload, 0, payload.length());
    return side == Direction.REPLY.number()
        ? looksLikeReply(payload, at)
        : looksLikeCommand(payload, at);
  }

  private static boolean looksLikeReply(Payload payload, int at) {
    int seen = Math.min(4, payload.length() - at);
    for (int i = 0; i < seen; i++) {
      int c = payload.u8(at + i);
      boolean right =
          switch (i) {
            case 0 -> c >= '1' && c <= '5';
            case 3 -> c == ' ' || c == '-';
            default -> Digits.isDigit(c);
          };
      if (!right) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksLikeCommand(Payload payload, int at) {
    for (int i = at; i < payload.length(); i++) {
      int c = payload.u8(i) | 0x20;
      boolean letter = c >= 'a' && c <= 'z' && payload.u8(i) < 128;
      if (!letter) {
        int end = payload.u8(i);
        return i - at >= 3 && (end == ' ' || end == CR || end == LF);
      }
      if (i - at == 4) {
        return false;
      }
    }
    return true;
  }

  /// An HTTP request line (RFC 9112, section 3) has letters first, too.
  private static boolean isRequestLine(Payload payload, int from, int to) {
    for (int i = from; i < to; i++) {
      if (payload.u8(i) == ' ' && i + 6 <= to && payload.matches(i + 1, "HTTP/")) {
        return true;
      }
    }
    return false;
  }

  /// Telnet commands may precede a line (RFC 959, section 4.1.3; RFC 854): two bytes, three for an
  /// option.
  private static int afterTelnet(Payload payload, int from, int to) {
    int at = from;
    while (at + 1 < to && payload.u8(at) == IAC) {
      at += payload.u8(at + 1) >= WILL && payload.u8(at + 1) != IAC ? 3 : 2;
    }
    return Math.min(at, to);
  }

  private static boolean startsLike(Payload unread, int at, String text) {
    int known = Math.min(text.length(), unread.length() - at);
    return unread.matchesIgnoreCase(at, text.substring(0, known));
  }
}
