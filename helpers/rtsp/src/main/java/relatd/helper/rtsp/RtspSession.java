// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;
import relatd.helper.TextMessages;
import relatd.helper.rtsp.PendingSetups.Pending;
import relatd.helper.rtsp.TransportSpec.Ports;

/// One control connection: requests, by number, and their answers. What the answer to a SETUP says
/// is what will happen; it counts when the request asked for it.
final class RtspSession implements Session {
  private static final int MIN_PORT = 1_024;

  /// Alternatives of one request that are read.
  private static final int MOST_TRANSPORTS = 8;

  /// Seconds for which the connection lives on at least, however soon its session would end.
  private static final int SHORTEST_LIFE = 300;

  private static final long HIGHEST_NUMBER = 999_999_999L;

  /// What an accepted SETUP opened, and for which session (RFC 2326, section 3.4).
  private record Opened(String session, Expectation expectation) {
    boolean belongsTo(String other) {
      return other.isEmpty() || session.isEmpty() || session.equals(other);
    }
  }

  private final Connection master;
  private final Options options;
  private final MediaPath path;
  private final TextMessages[] messages = {
    new TextMessages(RtspLine::begins, true, false), new TextMessages(RtspLine::begins, true, false)
  };
  private final PendingSetups pending = new PendingSetups();
  private final List<Opened> opened = new ArrayList<>(0);

  RtspSession(Connection master, Options options) {
    this.master = master;
    this.options = options;
    path = new MediaPath(master);
  }

  @Override
  public int inspect(Payload payload, Consumer<Decision> decisions) {
    TextMessages side = messages[payload.direction().number()];
    if (payload.afterGap()) {
      pending.clear();
    }
    side.begin(payload);
    while (true) {
      switch (side.next()) {
        case MORE -> {
          return side.position();
        }
        case BROKEN -> {
          decisions.accept(new Decision.Opaque("not RTSP"));
          return payload.length();
        }
        case HEAD -> head(payload, side, decisions);
      }
    }
  }

  @Override
  public boolean mayAnnounce(Payload unread) {
    String begins = unread.direction() == Direction.ORIGINAL ? "SETUP " : "RTSP/";
    int known = Math.min(begins.length(), unread.length());
    boolean awaited = unread.direction() == Direction.ORIGINAL || !pending.isEmpty();
    return awaited && unread.matches(0, begins.substring(0, known));
  }

  private void head(Payload payload, TextMessages side, Consumer<Decision> decisions) {
    int line = side.lineFrom();
    boolean request = !payload.matches(line, "RTSP/");
    long number =
        side.field("CSEQ") ? payload.decimal(side.valueFrom(), side.valueTo(), HIGHEST_NUMBER) : -1;
    if (number < 0) {
      return;
    }
    if (request && payload.direction() == Direction.ORIGINAL) {
      if (payload.matches(line, "SETUP ")) {
        setup(payload, side, number, decisions);
      } else if (payload.matches(line, "TEARDOWN ")) {
        pending.add(Pending.teardown(number, RtspLine.session(payload, side)));
      }
    } else if (!request && payload.direction() == Direction.REPLY) {
      int code = (int) payload.decimal(line + 9, line + 12, 999);
      Pending answered = code < 200 ? null : pending.remove(number);
      if (answered != null && code < 300) {
        positive(payload, side, answered, decisions);
      } else if (answered != null) {
        withdraw(answered.media(), decisions);
      }
    }
  }

  private void positive(
      Payload payload, TextMessages side, Pending answered, Consumer<Decision> decisions) {
    if (answered.teardown()) {
      withdraw(answered.session(), decisions);
      return;
    }
    int silence = 2 * RtspLine.timeout(payload, side);
    decisions.accept(new Decision.KeepMaster(Math.max(SHORTEST_LIFE, silence)));
    if (side.field("TRANSPORT")) {
      TransportSpec.read(payload, side.valueFrom(), side.valueTo())
          .filter(spec -> spec.client().isNamed() || answered.hasOnePair())
          .ifPresent(spec -> agreed(payload, side, answered, spec, decisions));
    }
  }

  private void setup(Payload payload, TextMessages side, long number, Consumer<Decision> out) {
    if (!side.field("TRANSPORT")) {
      return;
    }
    List<TransportSpec> asked = new ArrayList<>(1);
    int to = side.valueTo();
    int at = side.valueFrom();
    for (int i = 0; i < MOST_TRANSPORTS && at < to; i++) {
      int end = TransportSpec.end(payload, at, to);
      while (at < end && payload.u8(at) == ' ') {
        at++;
      }
      TransportSpec.read(payload, at, end)
          .filter(spec -> spec.client().isNamed())
          .filter(spec -> isClients(spec, out))
          .ifPresent(asked::add);
      at = end + 1;
    }
    if (asked.isEmpty()) {
      return;
    }
    List<Expectation> media = List.of();
    ClientPorts ports = new ClientPorts(asked);
    if (master.isNat()) {
      Address server = master.peer(Direction.ORIGINAL).address();
      media = path.toClient(asked.getFirst().client(), Ports.NONE, server);
      out.accept(new Decision.Expect(media, Optional.of(ports)));
    }
    pending.add(Pending.setup(number, asked, ports.granted(), media));
  }

  /// Whether media would go to the client itself, on ports that may be offered.
  private boolean isClients(TransportSpec spec, Consumer<Decision> decisions) {
    Direction client = Direction.ORIGINAL;
    Optional<Address> stranger =
        spec.destination()
            .filter(named -> !OfferRules.isOwnAddress(master, client, named, options));
    if (stranger.isPresent()) {
      String from = master.realSelf(client).address().toString();
      decisions.accept(new Decision.Refuse("destination " + stranger.get() + " from " + from));
      return false;
    }
    return arePortsRight(spec.client(), "client_port ", decisions);
  }

  private boolean arePortsRight(Ports ports, String what, Consumer<Decision> decisions) {
    boolean right =
        OfferRules.isOwnPort(ports.first(), options, MIN_PORT)
            && (ports.second() == 0 || OfferRules.isOwnPort(ports.second(), options, MIN_PORT));
    if (!right) {
      decisions.accept(new Decision.Refuse(what + ports.text()));
    }
    return right;
  }

  private void agreed(
      Payload payload,
      TextMessages side,
      Pending asked,
      TransportSpec spec,
      Consumer<Decision> decisions) {
    Ports named = spec.client().isNamed() ? spec.client() : asked.first();
    boolean moved = asked.granted() != 0 && named.first() == asked.granted();
    Ports client = moved ? asked.first() : named;
    Direction server = Direction.REPLY;
    if (!moved && !asked.offered(client)) {
      decisions.accept(new Decision.Refuse("client_port " + named.text() + " was not asked for"));
      return;
    }
    Address host = spec.source().orElse(master.realSelf(server).address());
    if (!OfferRules.isOwnAddress(master, server, host, options)
        || host.family() != master.family()) {
      String from = master.realSelf(server).address().toString();
      decisions.accept(new Decision.Refuse("source " + host + " from " + from));
      return;
    }
    boolean fits =
        spec.destination()
            .filter(to -> !OfferRules.isOwnAddress(master, Direction.ORIGINAL, to, options))
            .isEmpty();
    if (!fits) {
      decisions.accept(new Decision.Refuse("destination " + spec.destination().get()));
      return;
    }
    Ports ports = spec.server();
    if (ports.isNamed() && !arePortsRight(ports, "server_port ", decisions)) {
      return;
    }
    String session = RtspLine.session(payload, side);
    for (Expectation expectation : asked.media()) {
      opened.add(new Opened(session, expectation));
    }
    open(client, named, ports, host, session, decisions);
  }

  private void open(
      Ports client,
      Ports named,
      Ports server,
      Address host,
      String session,
      Consumer<Decision> decisions) {
    boolean own = host.equals(master.publicSelf(Direction.REPLY).address());
    Address from = own ? master.realSelf(Direction.REPLY).address() : host;
    List<Expectation> media =
        master.isNat() ? path.toServer(client, server, from) : path.both(client, server, from);
    for (Expectation expectation : media) {
      opened.add(new Opened(session, expectation));
    }
    if (master.isNat()) {
      back(client, named, server, media, decisions);
      return;
    }
    decisions.accept(new Decision.Expect(media, Optional.empty()));
  }

  /// The client reads its own ports again.
  private static void back(
      Ports client,
      Ports named,
      Ports server,
      List<Expectation> media,
      Consumer<Decision> decisions) {
    if (media.isEmpty()) {
      return;
    }
    Announcement ports =
        (endpoint, edits) -> {
          if (endpoint.port() != server.first()) {
            return false; // the server's own port cannot be another one
          }
          if (named.to() > 0) {
            edits.replace(named.from(), named.to() - named.from(), client.text());
          }
          return true;
        };
    decisions.accept(new Decision.Expect(media, Optional.of(ports)));
  }

  /// Ends what a session opened; all where none is named.
  private void withdraw(String session, Consumer<Decision> decisions) {
    for (Opened one : opened) {
      if (one.belongsTo(session)) {
        decisions.accept(new Decision.Withdraw(one.expectation()));
      }
    }
    opened.removeIf(one -> one.belongsTo(session));
  }

  private static void withdraw(List<Expectation> media, Consumer<Decision> decisions) {
    for (Expectation expectation : media) {
      decisions.accept(new Decision.Withdraw(expectation));
    }
  }
}
