// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.helper.Payload;
import relatd.helper.sip.Media.Host;

/// A session description (RFC 8866) as far as it names endpoints.
///
/// `c=` and `a=` above the first `m=` speak for all media; below one, for that one.
final class SessionDescription {
  /// Media lines read of one description.
  static final int MOST_MEDIA = 8;

  private static final int MOST_PAIRS = 4;

  private final Payload text;
  private final List<Media> media = new ArrayList<>();
  private Optional<Host> origin = Optional.empty();
  private Optional<Host> connection = Optional.empty();
  private boolean inactive;
  private boolean ice;
  private Media current;

  private SessionDescription(Payload text) {
    this.text = text;
  }

  /// Reads the lines in `[from, to)`.
  static SessionDescription read(Payload text, int from, int to) {
    SessionDescription description = new SessionDescription(text);
    int full = 0;
    for (int at = from; at < to; ) {
      int lineFeed = Chars.find(text, Chars.LF, at, to);
      int end = lineFeed < 0 ? to : lineFeed;
      if (end - at > 2 && text.u8(at + 1) == '=') {
        boolean isMedia = text.u8(at) == 'm';
        full += isMedia && description.media.size() == MOST_MEDIA ? 1 : 0;
        if (full == 0) {
          description.line(text.u8(at), at + 2, Chars.trimEnd(text, at + 2, end));
        }
      }
      at = end + 1;
    }
    return description;
  }

  List<Media> media() {
    return media;
  }

  /// `o=`: who describes the session.
  Optional<Host> origin() {
    return origin;
  }

  /// `c=` above the media.
  Optional<Host> connection() {
    return connection;
  }

  /// Whether the ends look for their way themselves (RFC 8839): then nobody may change what they
  /// wrote.
  boolean isIce() {
    return ice;
  }

  /// Where the packets of a medium shall go.
  Optional<Host> hostOf(Media medium) {
    return medium.host.or(() -> connection);
  }

  private void line(int type, int from, int to) {
    switch (type) {
      case 'o' -> {
        if (current == null) {
          origin = origin(from, to);
        }
      }
      case 'c' -> {
        Optional<Host> host = host(from, to);
        if (current == null) {
          connection = host;
        } else {
          current.host = host;
        }
      }
      case 'm' -> medium(from, to);
      case 'a' -> attribute(from, to);
      default -> {}
    }
  }

  /// `o=<user> <id> <version> <nettype> <addrtype> <address>`
  private Optional<Host> origin(int from, int to) {
    int at = from;
    for (int skipped = 0; skipped < 3; skipped++) {
      at = Chars.skipBlanks(text, Chars.skipWord(text, at, to), to);
    }
    return host(at, to);
  }

  /// `IN IP4 <address>[/<ttl>]`; a host that is neither kind of address has none.
  private Optional<Host> host(int from, int to) {
    int net = Chars.skipWord(text, from, to);
    int kind = Chars.skipBlanks(text, net, to);
    int kindEnd = Chars.skipWord(text, kind, to);
    int start = Chars.skipBlanks(text, kindEnd, to);
    int word = Chars.skipWord(text, start, to);
    int slash = Chars.find(text, '/', start, word);
    int end = slash < 0 ? word : slash;
    boolean four = Chars.is(text, kind, kindEnd, "IP4");
    boolean six = Chars.is(text, kind, kindEnd, "IP6");
    if (!Chars.is(text, from, net, "IN") || !four && !six || start == end) {
      return Optional.empty();
    }
    Optional<Address> address =
        Chars.address(text, start, end).filter(known -> (known.family() == Family.INET) == four);
    return Optional.of(new Host(address, start, end));
  }

  /// `m=<media> <port>[/<number>] <proto> <fmt> ...`
  private void medium(int from, int to) {
    current = new Media(media.size());
    current.inactive = inactive;
    media.add(current);
    int typeEnd = Chars.skipWord(text, from, to);
    int port = Chars.skipBlanks(text, typeEnd, to);
    int word = Chars.skipWord(text, port, to);
    int portEnd = Chars.skipDigits(text, port, word);
    int proto = Chars.skipBlanks(text, word, to);
    int protoEnd = Chars.skipWord(text, proto, to);
    long number = portEnd - port > 5 ? -1 : Chars.number(text, port, portEnd, 65_535);
    boolean several = portEnd < word && text.u8(portEnd) == '/';
    long pairs = several ? Chars.number(text, portEnd + 1, word, 0xffff) : 1;
    if (number < 0 || pairs < 1 || portEnd < word && !several || proto == protoEnd) {
      return;
    }
    current.type = lower(text.text(from, typeEnd));
    current.port = (int) number;
    current.portFrom = port;
    current.portTo = portEnd;
    current.pairs = (int) Math.min(pairs, MOST_PAIRS);
    current.flow = flow(lower(text.text(proto, protoEnd)));
  }

  private static Media.Flow flow(String proto) {
    if (proto.startsWith("tcp")) {
      return Media.Flow.STREAM;
    }
    if (proto.startsWith("dccp") || proto.contains("sctp")) {
      return Media.Flow.NONE;
    }
    if (proto.contains("rtp/")) {
      return Media.Flow.PAIR;
    }
    return proto.contains("udp") ? Media.Flow.DATAGRAMS : Media.Flow.NONE;
  }

  private void attribute(int from, int to) {
    int colon = Chars.find(text, ':', from, to);
    int nameEnd = colon < 0 ? to : colon;
    int value = colon < 0 ? to : colon + 1;
    if (Chars.is(text, from, nameEnd, "ICE-UFRAG") || Chars.is(text, from, nameEnd, "CANDIDATE")) {
      ice = true;
    } else if (Chars.is(text, from, nameEnd, "INACTIVE")) {
      setInactive(true);
    } else if (Chars.is(text, from, nameEnd, "SENDRECV")
        || Chars.is(text, from, nameEnd, "SENDONLY")
        || Chars.is(text, from, nameEnd, "RECVONLY")) {
      setInactive(false);
    } else if (current == null) {
      return;
    } else if (Chars.is(text, from, nameEnd, "RTCP-MUX")) {
      current.mux = true;
    } else if (Chars.is(text, from, nameEnd, "SETUP")) {
      current.listens =
          Chars.is(text, value, to, "PASSIVE") || Chars.is(text, value, to, "ACTPASS");
    } else if (Chars.is(text, from, nameEnd, "RTCP")) {
      rtcp(value, to);
    }
  }

  private void setInactive(boolean is) {
    if (current == null) {
      inactive = is;
    } else {
      current.inactive = is;
    }
  }

  /// `a=rtcp:<port> [IN IP4 <address>]` (RFC 3605)
  private void rtcp(int from, int to) {
    int portEnd = Chars.skipDigits(text, from, to);
    long port = portEnd - from > 5 ? -1 : Chars.number(text, from, portEnd, 65_535);
    int rest = Chars.skipBlanks(text, portEnd, to);
    if (port <= 0 || rest == portEnd && portEnd < to) {
      return;
    }
    current.rtcpPort = (int) port;
    current.rtcpFrom = from;
    current.rtcpTo = portEnd;
    current.rtcpHost = rest < to ? host(rest, to) : Optional.empty();
  }

  private static String lower(String word) {
    return word.toLowerCase(java.util.Locale.ROOT);
  }
}
