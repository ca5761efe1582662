// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Protocol;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// One connection that carries SIP: finds the messages in its datagrams or in its stream.
///
/// A datagram that does not begin like SIP is passed over (keep-alives, STUN). A stream that does
/// not is never read: a browser can be made to send a body that looks like SIP, but not to send it
/// first.
final class SipSession implements Session {
  private static final int NO_LINE_YET = -1;

  private final boolean datagrams;
  private final Calls calls;
  private final Registrations registrations;
  private final SipMessage message = new SipMessage();
  private final SdpBody sdp = new SdpBody();
  private final boolean[] lost = new boolean[2];
  private final boolean[] midLine = new boolean[2];
  private final SipSettings settings;
  private final Optional<Mending> mending;
  private Decision.KeepMaster keep;

  SipSession(Connection master, Options options) {
    settings = SipSettings.of(options);
    datagrams = master.protocol() == Protocol.UDP;
    calls = new Calls(master, options, settings);
    registrations = new Registrations(master, options, settings);
    mending =
        settings.rewrite() && master.isNat()
            ? Optional.of(new Mending(master, settings.forcedPort()))
            : Optional.empty();
    keep = new Decision.KeepMaster(settings.timeout());
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    return datagrams ? datagram(payload, decisions) : stream(payload, decisions);
  }

  /// Only a text that is to be rewritten has to be seen whole before any of it passes.
  @Override
  public boolean mayAnnounce(Payload unread) {
    return mending.isPresent();
  }

  private int datagram(Payload payload, Consumer<Decision> decisions) {
    int lineFeed = payload.indexOf(Chars.LF, 0);
    if (lineFeed >= 0 && lineFeed <= SipMessage.LONGEST_LINE && isStart(payload, 0, lineFeed)) {
      SipMessage.State state = message.read(payload, 0, lineFeed, true);
      if (state == SipMessage.State.WHOLE) {
        act(payload, decisions);
      } else if (state == SipMessage.State.ENDLESS && sdp.isAnnounced(message)) {
        decisions.accept(new Decision.Refuse(message.flaw()));
      }
      keep(payload.nanos(), decisions);
    }
    return payload.length();
  }

  private int stream(Payload payload, Consumer<Decision> decisions) {
    int side = payload.direction().number();
    lost[side] |= payload.afterGap();
    int at = 0;
    while (true) {
      at = skipKeepAlives(payload, skipLostLine(payload, side, at));
      int lineFeed = payload.indexOf(Chars.LF, at);
      int start = startAt(payload, at, lineFeed);
      if (start == NO_LINE_YET) {
        return at;
      }
      if (start != at) {
        if (!lost[side]) {
          decisions.accept(new Decision.Opaque("not SIP"));
          return payload.length();
        }
        at = start; // the rest of a message whose beginning was lost
        midLine[side] = lineFeed < 0;
        continue;
      }
      SipMessage.State state = message.read(payload, at, lineFeed, false);
      if (state == SipMessage.State.INCOMPLETE) {
        return at;
      }
      if (state == SipMessage.State.ENDLESS) {
        decisions.accept(new Decision.Opaque(message.flaw()));
        return payload.length();
      }
      lost[side] = false;
      if (state == SipMessage.State.WHOLE) {
        act(payload, decisions);
      }
      at = message.end();
    }
  }

  /// The end of a line that began among lost bytes tells nothing.
  private int skipLostLine(Payload payload, int side, int at) {
    if (!midLine[side]) {
      return at;
    }
    int lineFeed = payload.indexOf(Chars.LF, at);
    midLine[side] = lineFeed < 0;
    return lineFeed < 0 ? payload.length() : lineFeed + 1;
  }

  /// Where the next start line may be: here when this is one, behind this line when it is none,
  /// nowhere yet when its end has to come first.
  private static int startAt(Payload payload, int at, int lineFeed) {
    int length = (lineFeed < 0 ? payload.length() : lineFeed) - at;
    if (lineFeed < 0) {
      boolean may =
          length <= SipMessage.LONGEST_LINE
              && (isHalfKeepAlive(payload, at)
                  || StartLine.mayBecome(payload, at, payload.length()));
      return may ? NO_LINE_YET : payload.length();
    }
    return length <= SipMessage.LONGEST_LINE && isStart(payload, at, lineFeed) ? at : lineFeed + 1;
  }

  private static boolean isHalfKeepAlive(Payload payload, int at) {
    return at == payload.length() - 1 && payload.u8(at) == Chars.CR;
  }

  private static boolean isStart(Payload payload, int from, int lineFeed) {
    boolean crlf = lineFeed > from && payload.u8(lineFeed - 1) == Chars.CR;
    int to = crlf ? lineFeed - 1 : lineFeed;
    return StartLine.isResponse(payload, from, to) || StartLine.isRequest(payload, from, to);
  }

  /// Empty lines before a message keep the connection alive (RFC 5626, section 3.5.1; RFC 3261,
  /// section 7.5).
  private static int skipKeepAlives(Payload payload, int from) {
    int at = from;
    while (at < payload.length()
        && (payload.u8(at) == Chars.LF
            || payload.u8(at) == Chars.CR
                && at + 1 < payload.length()
                && payload.u8(at + 1) == Chars.LF)) {
      at++;
    }
    return at;
  }

  private void act(Payload payload, Consumer<Decision> decisions) {
    Direction sender = payload.direction();
    if (mending.isPresent()) {
      mending.get().message(message, sender, decisions);
    }
    if (message.method() == Method.REGISTER) {
      if (message.isRequest()) {
        registrations.request(message, sender);
      } else {
        registrations.response(message, sender, payload.nanos(), decisions);
      }
    } else if (message.isRequest()) {
      calls.request(message, sender, decisions);
    } else {
      calls.response(message, sender, decisions);
    }
  }

  /// An expectation dies with its master, and the kernel forgets a silent UDP connection soon.
  private void keep(long nanos, Consumer<Decision> decisions) {
    int seconds = Math.max(settings.timeout(), registrations.longest(nanos));
    if (seconds != keep.seconds()) {
      keep = new Decision.KeepMaster(seconds);
    }
    decisions.accept(keep);
  }
}
