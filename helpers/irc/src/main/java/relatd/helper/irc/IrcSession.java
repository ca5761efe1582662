// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.Transport;

/// One connection of a client with its server: cuts both directions into lines. Offers count where
/// the client itself makes them, at the beginning of what a PRIVMSG says.
final class IrcSession implements Session {
  /// 8191 bytes of tags (IRCv3) and 512 of a message (RFC 2812, section 2.3). A longer line is
  /// skipped without effect.
  static final int LONGEST_LINE = 8_191 + 512;

  private static final int MIN_PORT = 1_024;
  private static final String MESSAGE = "PRIVMSG";

  private final Connection master;
  private final Options options;
  private final boolean[] begun = new boolean[2];
  private final boolean[] skipping = new boolean[2];
  private boolean encrypted;

  IrcSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    int side = payload.direction().number();
    boolean client = payload.direction() == Direction.ORIGINAL;
    if (payload.afterGap()) {
      begun[side] = true;
      skipping[side] = client && !beginsLine(payload);
    } else if (!begun[side] && !looksRight(payload, client)) {
      return opaque(payload, "not IRC", decisions);
    }
    int at = 0;
    while (at < payload.length()) {
      int end = payload.indexOf('\n', at);
      if (end < 0 || end - at > LONGEST_LINE + 1) {
        boolean tooLong = skipping[side] || Math.max(end, payload.length()) - at > LONGEST_LINE + 1;
        if (tooLong && !begun[side]) {
          return opaque(payload, "not IRC", decisions);
        }
        skipping[side] = tooLong && end < 0;
        if (end < 0) {
          return tooLong ? payload.length() : at;
        }
      } else if (!skipping[side] && !line(payload, at, end, decisions)) {
        return opaque(payload, encrypted ? "TLS begins" : "not IRC", decisions);
      }
      skipping[side] = false;
      at = end + 1;
    }
    return at;
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    if (unread.direction() == Direction.REPLY || unread.length() == 0) {
      return false;
    }
    int at = IrcLine.command(unread, 0, unread.length());
    int known = Math.min(MESSAGE.length(), unread.length() - at);
    return unread.matchesIgnoreCase(at, MESSAGE.substring(0, known));
  }

  private static int opaque(Payload payload, String reason, Consumer<Decision> decisions) {
    decisions.accept(new Decision.Opaque(reason));
    return payload.length();
  }

  /// Whether the line may stand in IRC; false ends the reading.
  private boolean line(Payload payload, int from, int lineFeed, Consumer<Decision> decisions) {
    int to = lineFeed > from && payload.u8(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
    int side = payload.direction().number();
    if (payload.direction() == Direction.REPLY) {
      begun[side] = true;
      int numeric = IrcLine.command(payload, from, to);
      encrypted =
          IrcLine.wordEnd(payload, numeric, to) == numeric + 3
              && payload.matches(numeric, "670"); // RPL_STARTTLS
      return !encrypted;
    }
    if (from == to) {
      return true; // empty lines are ignored (RFC 2812, section 2.3.1)
    }
    if (!begun[side] && !IrcLine.isKnown(payload, from, to)) {
      return false;
    }
    begun[side] = true;
    int command = IrcLine.command(payload, from, to);
    int end = IrcLine.wordEnd(payload, command, to);
    if (end - command == MESSAGE.length() && payload.matchesIgnoreCase(command, MESSAGE)) {
      int type = DccOffer.find(payload, IrcLine.afterWord(payload, command, to), to);
      if (type >= 0) {
        offer(payload, type, to, decisions);
      }
    }
    return true;
  }

  private void offer(Payload payload, int type, int to, Consumer<Decision> decisions) {
    Optional<DccOffer> read = DccOffer.read(payload, type, to);
    if (read.isEmpty()) {
      decisions.accept(new Decision.Refuse("malformed DCC"));
      return;
    }
    DccOffer offer = read.get();
    int port = offer.endpoint().port();
    if (port == 0) {
      return; // the other side shall listen, and says so itself
    }
    Direction self = Direction.ORIGINAL;
    if (!OfferRules.isOwnAddress(master, self, offer.endpoint().address(), options)
        || !OfferRules.isOwnPort(port, options, MIN_PORT)) {
      String from = master.realSelf(self).address().toString();
      decisions.accept(
          new Decision.Refuse("DCC " + offer.type() + " " + offer.endpoint() + " from " + from));
      return;
    }
    Offer invitation =
        Offer.by(master, self, Transport.TCP, port).at(offer.endpoint().address()).fromAnybody();
    boolean own =
        OfferRules.isOwnAddress(master, self, offer.endpoint().address(), Options.DEFAULTS);
    decisions.accept(
        new Decision.Expect(
            List.of(invitation.build()),
            own ? Optional.of(offer) : Optional.empty())); // a third host's stays as it is
  }

  /// Whether the bytes so far can be the beginning of the connection.
  private static boolean looksRight(Payload payload, boolean client) {
    int first = payload.length() == 0 ? ':' : payload.u8(0);
    boolean letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z' && first < 128;
    boolean separator = first == '\r' || first == '\n';
    return (letter || first == ':' || first == '@' || separator && client)
        && (client || !payload.matches(0, "HTTP/"));
  }

  /// Whether a line begins with the first byte, as far as that can be told behind a gap: a command
  /// that is known stands there.
  private static boolean beginsLine(Payload payload) {
    int end = payload.indexOf('\n', 0);
    int to = end > 0 && payload.u8(end - 1) == '\r' ? end - 1 : end;
    return to > 0 && IrcLine.isKnown(payload, 0, to);
  }
}
