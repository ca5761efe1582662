// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.TextMessages;
import relatd.helper.Transport;

/// A TCP connection with a device, or of one. A control point subscribes and names where events
/// shall go:
///
/// ```
///   SUBSCRIBE /event HTTP/1.1
///   CALLBACK: <http://192.168.0.2:40000/cb>
/// ```
///
/// On a connection that brings events (it begins with NOTIFY) nothing else is believed: the next
/// such connection is expected, no more.
final class EventSession implements Session {
  private static final int MIN_PORT = 1_024;

  /// URLs of one subscription that are read.
  private static final int MOST_CALLBACKS = 4;

  /// What the connection is for, as its first request says.
  private enum Purpose {
    UNKNOWN,
    CONTROL,
    EVENTS
  }

  private final Connection master;
  private final Options options;
  private final TextMessages requests = new TextMessages(EventSession::isRequest, false, false);
  private final TextMessages answers =
      new TextMessages((payload, from, _) -> payload.matches(from, "HTTP/1."), false, true);
  private final PendingRequests pending = new PendingRequests();
  private final List<Expectation> subscribed = new ArrayList<>(0);
  private Purpose purpose = Purpose.UNKNOWN;

  EventSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    boolean client = payload.direction() == Direction.ORIGINAL;
    TextMessages messages = client ? requests : answers;
    if (payload.afterGap()) {
      pending.clear();
    }
    messages.begin(payload);
    while (true) {
      switch (messages.next()) {
        case MORE -> {
          return messages.position();
        }
        case BROKEN -> {
          decisions.accept(new Decision.Opaque("not HTTP"));
          return payload.length();
        }
        case HEAD -> {
          if (client) {
            request(payload, decisions);
          } else {
            answer(payload, decisions);
          }
        }
      }
    }
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    int known = Math.min("SUBSCRIBE".length(), unread.length());
    return unread.direction() == Direction.ORIGINAL
        && purpose != Purpose.EVENTS
        && unread.matches(0, "SUBSCRIBE".substring(0, known));
  }

  /// `METHOD target HTTP/1.1` (RFC 9112, section 3).
  private static boolean isRequest(Payload payload, int from, int to) {
    int version = to - " HTTP/1.1".length();
    int method = payload.indexOf(' ', from);
    return method > from && method < version && payload.matches(version, " HTTP/1.");
  }

  private void request(Payload payload, Consumer<Decision> decisions) {
    int line = requests.lineFrom();
    boolean event = payload.matches(line, "NOTIFY ");
    if (purpose == Purpose.UNKNOWN) {
      purpose = event ? Purpose.EVENTS : Purpose.CONTROL;
    }
    if (purpose == Purpose.EVENTS) {
      if (event && master.isExpected()) {
        Offer next =
            Offer.onOwnPort(master, Direction.REPLY, Transport.TCP).followedBy(SsdpHelper.NAME);
        decisions.accept(new Decision.Expect(List.of(next.build()), Optional.empty()));
      }
      return;
    }
    boolean subscribe = payload.matches(line, "SUBSCRIBE ") && requests.field("CALLBACK");
    pending.add(subscribe);
    if (subscribe) {
      callbacks(payload, decisions);
    } else if (payload.matches(line, "UNSUBSCRIBE ")) {
      withdraw(decisions);
    }
  }

  private void answer(Payload payload, Consumer<Decision> decisions) {
    int from = answers.lineFrom() + "HTTP/1.1 ".length();
    int to = Math.min(from + 3, answers.lineTo()); // a line may end before its code
    int code = (int) payload.decimal(from, to, 999);
    if (code >= 200 && pending.pop() && code >= 400) {
      withdraw(decisions);
    }
  }

  private void withdraw(Consumer<Decision> decisions) {
    for (Expectation expectation : subscribed) {
      decisions.accept(new Decision.Withdraw(expectation));
    }
    subscribed.clear();
  }

  /// `<url>` as often as it stands there.
  private void callbacks(Payload payload, Consumer<Decision> decisions) {
    int at = requests.valueFrom();
    int to = requests.valueTo();
    for (int i = 0; i < MOST_CALLBACKS && at < to; i++) {
      int open = payload.indexOf('<', at);
      int close = open < 0 || open >= to ? -1 : payload.indexOf('>', open);
      if (close < 0 || close >= to) {
        break;
      }
      callback(payload, open, close, at, decisions);
      at = close + 1;
    }
  }

  private void callback(
      Payload payload, int open, int close, int blanks, Consumer<Decision> decisions) {
    Direction self = Direction.ORIGINAL;
    Optional<HttpUrl> read = HttpUrl.read(payload, open + 1, close);
    if (read.isEmpty()) {
      decisions.accept(new Decision.Refuse("CALLBACK that names no address"));
      return;
    }
    HttpUrl url = read.get();
    if (url.endpoint().address().family() != master.family()
        || !OfferRules.isOwnAddress(master, self, url.endpoint().address(), options)
        || !OfferRules.isOwnPort(url.endpoint().port(), options, MIN_PORT)) {
      String from = master.realSelf(self).address().toString();
      decisions.accept(new Decision.Refuse("CALLBACK " + url.endpoint() + " from " + from));
      return;
    }
    Expectation events =
        Offer.by(master, self, Transport.TCP, url.endpoint().port())
            .at(url.endpoint().address())
            .followedBy(SsdpHelper.NAME)
            .build();
    subscribed.add(events);
    decisions.accept(
        new Decision.Expect(List.of(events), Optional.of(rewriting(payload, url, open, blanks))));
  }

  /// Where the length must not change, blanks before the URL make up for a shorter address, or for
  /// a longer one as far as there are any.
  private static Announcement rewriting(Payload payload, HttpUrl url, int open, int blanks) {
    String scheme = payload.text(open, url.from());
    return (granted, edits) -> {
      String text = HttpUrl.text(granted);
      int room = url.to() - url.from();
      if (text.length() == room || edits.lengthMayChange()) {
        edits.replace(url.from(), room, text);
        return true;
      }
      int free = open - blanks + room - text.length();
      if (free < 0) {
        return false;
      }
      edits.replace(blanks, url.to() - blanks, " ".repeat(free) + scheme + text);
      return true;
    };
  }
}
