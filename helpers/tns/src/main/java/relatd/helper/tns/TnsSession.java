// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// One login: CONNECT, as often as RESEND asks for it, then ACCEPT, REFUSE or REDIRECT.
///
/// Only a redirect that answers a CONNECT is believed, and nothing is read behind the answer.
final class TnsSession implements Session {
  private final RedirectTargets targets;
  private boolean asked;
  private int toSkip; // of the listener's packet that is of no interest

  TnsSession(Connection master, Options options) {
    targets = new RedirectTargets(master, options);
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    return payload.direction() == Direction.ORIGINAL
        ? client(payload, decisions)
        : listener(payload, decisions);
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    return unread.direction() == Direction.REPLY && TnsPacket.mayAnswerLogin(unread, 0);
  }

  private int client(Payload payload, Consumer<Decision> decisions) {
    if (asked) {
      return payload.length();
    }
    if (!TnsPacket.mayBeginLogin(payload)) {
      strange(payload, decisions);
      return payload.length();
    }
    asked = payload.length() >= TnsPacket.HEADER;
    return asked ? payload.length() : 0;
  }

  private int listener(Payload payload, Consumer<Decision> decisions) {
    if (!asked) {
      strange(payload, decisions);
      return payload.length();
    }
    if (payload.afterGap()) {
      toSkip = 0;
    }
    int at = Math.min(toSkip, payload.length());
    toSkip -= at;
    while (at < payload.length()) {
      if (!TnsPacket.mayAnswerLogin(payload, at)) {
        strange(payload, decisions);
        return payload.length();
      }
      if (payload.length() - at < TnsPacket.HEADER) {
        return at;
      }
      switch (TnsPacket.type(payload, at)) {
        case TnsPacket.RESEND -> {
          int here = Math.min(TnsPacket.length(payload, at), payload.length() - at);
          toSkip = TnsPacket.length(payload, at) - here;
          at += here;
        }
        case TnsPacket.REDIRECT -> {
          return redirect(payload, at, decisions);
        }
        default -> {
          decisions.accept(new Decision.Done()); // accepted or refused
          return payload.length();
        }
      }
    }
    return at;
  }

  private int redirect(Payload payload, int at, Consumer<Decision> decisions) {
    Redirect redirect = Redirect.read(payload, at);
    switch (redirect.state()) {
      case PART -> {
        return at;
      }
      case MALFORMED -> decisions.accept(new Decision.Refuse("a malformed redirect"));
      case WHOLE -> targets.offer(redirect, decisions);
    }
    decisions.accept(new Decision.Done()); // the client will close
    return payload.length();
  }

  /// Not what a login is made of. Where the beginning was not seen that says nothing, but whatever
  /// follows answers a question that was not seen either.
  private void strange(Payload payload, Consumer<Decision> decisions) {
    decisions.accept(
        payload.afterGap() ? new Decision.Done() : new Decision.Opaque("not a TNS login"));
  }
}
