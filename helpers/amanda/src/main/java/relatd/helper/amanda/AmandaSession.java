// SPDX-License-Identifier: Apache-2.0
package relatd.helper.amanda;

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

/// Reads replies, which are lines of text:
///
/// ```
///   Amanda 2.6 REP HANDLE 000-00000001 SEQ 1195225000
///   CONNECT DATA 50010 MESG 50011 INDEX 50012 STATE 50013
///   OPTIONS ...
/// ```
final class AmandaSession implements Session {
  private static final List<String> STREAMS = List.of("DATA", "MESG", "INDEX", "STATE");

  /// Amanda may use reserved ports, so that a port may be low.
  private static final int MIN_PORT = 1;

  /// An answer is followed by a backup, during which both sides are silent here for long.
  private static final Decision KEEP = new Decision.KeepMaster(300);

  private final Connection master;
  private final Options options;

  AmandaSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    if (payload.direction() == Direction.REPLY && isReply(payload)) {
      decisions.accept(KEEP);
      int line = connectLine(payload);
      if (line >= 0) {
        streams(payload, line + "CONNECT ".length(), lineEnd(payload, line), decisions);
      }
    }
    return payload.length();
  }

  /// `Amanda`, a version, `REP`.
  private static boolean isReply(Payload payload) {
    if (!payload.matches(0, "Amanda ")) {
      return false;
    }
    int end = lineEnd(payload, 0);
    int version = wordEnd(payload, "Amanda ".length(), end);
    return version < end && payload.matches(version, " REP ") && version + 5 <= end;
  }

  /// Where the first such line begins; -1 without one.
  private static int connectLine(Payload payload) {
    int at = lineEnd(payload, 0) + 1;
    while (at < payload.length()) {
      if (payload.matches(at, "CONNECT ")) {
        return at;
      }
      at = lineEnd(payload, at) + 1;
    }
    return -1;
  }

  private void streams(Payload payload, int from, int to, Consumer<Decision> decisions) {
    int named = 0;
    int at = from;
    while (at < to) {
      int stream = streamAt(payload, at, to);
      int port = stream < 0 ? to : at + STREAMS.get(stream).length() + 1;
      if (stream < 0 || (named & 1 << stream) != 0) {
        decisions.accept(new Decision.Refuse("malformed CONNECT"));
        return;
      }
      named |= 1 << stream;
      int end = wordEnd(payload, port, to);
      offer(STREAMS.get(stream), payload, port, end, decisions);
      at = end + 1;
    }
  }

  /// Which stream is named here, followed by a blank; -1 for none.
  private static int streamAt(Payload payload, int at, int to) {
    for (int i = 0; i < STREAMS.size(); i++) {
      String name = STREAMS.get(i);
      int blank = at + name.length();
      if (blank < to && payload.matches(at, name) && payload.u8(blank) == ' ') {
        return i;
      }
    }
    return -1;
  }

  private void offer(String name, Payload payload, int from, int to, Consumer<Decision> decisions) {
    if (to - from == 1 && payload.u8(from) == '0') {
      return; // this stream is not wanted
    }
    int port = payload.port(from, to);
    if (port < 0) {
      decisions.accept(new Decision.Refuse("malformed port of " + name));
    } else if (!OfferRules.isOwnPort(port, options, MIN_PORT) || isServicePort(port)) {
      decisions.accept(new Decision.Refuse(name + " at port " + port));
    } else {
      Offer offer = Offer.by(master, Direction.REPLY, Transport.TCP, port);
      Announcement text =
          (granted, edits) -> {
            edits.replace(from, to - from, Integer.toString(granted.port()));
            return true;
          };
      decisions.accept(new Decision.Expect(List.of(offer.build()), Optional.of(text)));
    }
  }

  /// Services that no backup is served on, whatever the answer says: ssh, telnet, smtp, portmapper,
  /// SMB and the r-commands.
  private static boolean isServicePort(int port) {
    return switch (port) {
      case 22, 23, 25, 111, 445, 512, 513, 514 -> true;
      default -> false;
    };
  }

  private static int lineEnd(Payload payload, int from) {
    int end = payload.indexOf('\n', from);
    return end < 0 ? payload.length() : end;
  }

  private static int wordEnd(Payload payload, int from, int to) {
    int at = from;
    while (at < to && payload.u8(at) != ' ') {
      at++;
    }
    return at;
  }
}
