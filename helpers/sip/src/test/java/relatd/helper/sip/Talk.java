// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// A session, what was said to it and what it decided, in words. Announcements are carried out with
/// the port that the test grants.
final class Talk {
  static final Endpoint CLIENT = new Endpoint(Address.of("10.77.1.2"), 5_060);
  static final Endpoint SERVER = new Endpoint(Address.of("10.77.2.2"), 5_060);
  static final Endpoint PUBLIC = new Endpoint(Address.of("10.77.2.254"), 6_060);

  private final Session session;
  private final Connection master;
  private int portShift;
  private String rewritten = "";

  private Talk(Connection master, Map<String, String> settings) {
    this.master = master;
    Options options = new Options(1_024, false, List.of(), settings);
    session = new SipHelper().open(master, options);
  }

  static Talk direct(String... settings) {
    return new Talk(Connection.of(Tuple.udp(CLIENT, SERVER)), map(settings));
  }

  /// The client is behind a router that writes another address and port.
  static Talk translated(String... settings) {
    Tuple original = Tuple.udp(CLIENT, SERVER);
    Tuple reply = Tuple.udp(SERVER, PUBLIC);
    int status = Status.CONFIRMED | Status.SRC_NAT;
    return new Talk(new Connection(original, reply, 0, status, 0), map(settings));
  }

  Talk granting(int shift) {
    portShift = shift;
    return this;
  }

  List<String> client(String text) {
    return says(Direction.ORIGINAL, text);
  }

  List<String> server(String text) {
    return says(Direction.REPLY, text);
  }

  /// The last message as it was sent on.
  String rewritten() {
    return rewritten;
  }

  private List<String> says(Direction sender, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Payload payload =
        new Payload().wrap(MemorySegment.ofArray(bytes), 0, bytes.length, sender, false, 1);
    List<String> said = new ArrayList<>();
    Edits edits = new Edits(text);
    session.inspect(payload, decision -> said.addAll(words(decision, sender, edits)));
    rewritten = edits.result();
    return said;
  }

  private List<String> words(Decision decision, Direction sender, Edits edits) {
    return switch (decision) {
      case Decision.Expect(var group, var announcement) -> {
        int first = group.getFirst().tuple().destinationPort();
        int shift = announcement.isPresent() ? portShift : 0;
        announcement.ifPresent(one ->
            one.rewrite(new Endpoint(master.publicSelf(sender).address(), first + shift), edits));
        yield group.stream().map(one -> "+ " + text(one.toPort(port(one) + shift))).toList();
      }
      case Decision.ExpectIfFree(var group) -> group.stream().map(one -> "+ " + text(one)).toList();
      case Decision.ExpectAcross(var group, var end, var caller) ->
          group.stream().map(one -> "+ " + text(one) + " across " + end + " " + caller).toList();
      case Decision.Withdraw(Expectation one) -> List.of("- " + text(one));
      case Decision.Refuse(String reason) -> List.of("! " + reason);
      case Decision.Rewrite(Announcement announcement) -> {
        announcement.rewrite(master.publicSelf(sender), edits);
        yield List.of();
      }
      case Decision.KeepMaster(int seconds) ->
          seconds == 3_600 ? List.of() : List.of("keep " + seconds);
      default -> List.of(decision.toString());
    };
  }

  private static int port(Expectation one) {
    return one.tuple().destinationPort();
  }

  private static String text(Expectation one) {
    String source = one.mask().source().isAny() ? "any" : one.tuple().source().toString();
    String permanent = one.isPermanent() ? " permanent " + one.timeout() : "";
    String saved = one.nat().map(nat -> " saved " + nat.saved()).orElse("");
    return source + " > " + one.tuple().destinationEndpoint() + permanent + saved;
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new java.util.HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  private static final class Edits implements Announcement.Edits {
    private record Edit(int from, int length, String text) {}

    private final String before;
    private final List<Edit> edits = new ArrayList<>();

    Edits(String before) {
      this.before = before;
    }

    @Override
    public boolean lengthMayChange() {
      return true;
    }

    @Override
    public void replace(int offset, int length, byte[] bytes) {
      edits.add(new Edit(offset, length, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    String result() {
      edits.sort(java.util.Comparator.comparingInt(Edit::from).reversed());
      StringBuilder text = new StringBuilder(before);
      edits.forEach(one -> text.replace(one.from(), one.from() + one.length(), one.text()));
      return text.toString();
    }
  }
}
