// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sane;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.Transport;

/// One control connection. Client and server take turns; what the client sends in one turn is one
/// request. Of all requests only the start is recognised, by being exactly two words; other
/// requests and replies are of any length and pass by.
///
/// ```
///   first request    | 0 (init)  | 1.x.xxxx version | user name
///   start            | 7 (start) | handle |
///   its reply        | 0 (good)  | port   | byte order | resource name
/// ```
///
/// All words are 32 bits in network order (SANE standard, section 5).
final class SaneSession implements Session {
  private static final int WORD = 4;
  private static final int START = 7;
  private static final int MAJOR_VERSION = 1;
  private static final int MIN_PORT = 1_024;

  /// Whose bytes come next, as far as they matter.
  private enum Turn {
    /// Nothing came yet: the first request must be an init.
    FIRST,
    /// The client speaks, and its request may still be a start.
    REQUEST,
    /// The client speaks, and its request is another one.
    OTHER_REQUEST,
    /// The client has said all of a start.
    STARTING,
    /// The server speaks, or nobody since.
    REPLY
  }

  private final Connection master;
  private final Options options;
  private Turn turn = Turn.FIRST;
  private int requestBytes;
  private boolean isStart;

  SaneSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    if (payload.afterGap()) {
      turn = Turn.OTHER_REQUEST; // until the server speaks nobody knows what is asked
    }
    return payload.direction() == Direction.ORIGINAL
        ? request(payload, decisions)
        : reply(payload, decisions);
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    return unread.direction() == Direction.REPLY && turn == Turn.STARTING;
  }

  private int request(Payload payload, Consumer<Decision> decisions) {
    if (turn == Turn.FIRST) {
      return first(payload, decisions);
    }
    if (turn == Turn.REPLY) {
      turn = Turn.REQUEST;
      requestBytes = 0;
      isStart = true;
    }
    if (turn == Turn.STARTING) {
      turn = Turn.OTHER_REQUEST; // more than two words
    }
    for (int i = 0; i < payload.length() && turn == Turn.REQUEST; i++) {
      isStart &= requestBytes >= WORD || payload.u8(i) == (requestBytes == WORD - 1 ? START : 0);
      requestBytes++;
      boolean complete = requestBytes == 2 * WORD;
      if (!isStart || complete && i + 1 < payload.length()) {
        turn = Turn.OTHER_REQUEST;
      } else if (complete) {
        turn = Turn.STARTING;
      }
    }
    return payload.length();
  }

  /// An init, and a version that is known.
  private int first(Payload payload, Consumer<Decision> decisions) {
    int seen = Math.min(payload.length(), WORD + 1);
    for (int i = 0; i < seen; i++) {
      if (payload.u8(i) != (i == WORD ? MAJOR_VERSION : 0)) {
        decisions.accept(new Decision.Opaque("not SANE"));
        return payload.length();
      }
    }
    if (seen <= WORD) {
      return 0;
    }
    turn = Turn.OTHER_REQUEST;
    return payload.length();
  }

  private int reply(Payload payload, Consumer<Decision> decisions) {
    if (turn == Turn.FIRST) {
      decisions.accept(new Decision.Opaque("not SANE")); // a server is asked first
      return payload.length();
    }
    if (turn != Turn.STARTING) {
      turn = Turn.REPLY;
      return payload.length();
    }
    if (payload.length() < 2 * WORD) {
      return 0;
    }
    turn = Turn.REPLY;
    if (payload.u32(0) == 0) {
      offer(payload, decisions);
    }
    return payload.length();
  }

  private void offer(Payload payload, Consumer<Decision> decisions) {
    long port = payload.u32(WORD) & 0xffff_ffffL;
    if (port == 0) {
      return; // the server wants a password first
    }
    if (port > 0xffff || !OfferRules.isOwnPort((int) port, options, MIN_PORT)) {
      decisions.accept(new Decision.Refuse("data at port " + port));
      return;
    }
    Offer offer = Offer.by(master, Direction.REPLY, Transport.TCP, (int) port);
    Announcement word =
        (granted, edits) -> {
          byte[] bytes = {0, 0, (byte) (granted.port() >> 8), (byte) granted.port()};
          edits.replace(WORD, WORD, bytes);
          return true;
        };
    decisions.accept(new Decision.Expect(List.of(offer.build()), Optional.of(word)));
  }
}
