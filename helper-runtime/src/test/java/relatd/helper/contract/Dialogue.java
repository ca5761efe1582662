// SPDX-License-Identifier: Apache-2.0
package relatd.helper.contract;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Session;

/// One session of a helper, spoken to without packets: what it decides, and how it would write
/// another endpoint into what was said last. For connections that no capture shows.
public final class Dialogue {
  private final Session session;
  private String said = "";
  private int moved;
  private final List<Decision> decisions = new ArrayList<>();

  public Dialogue(Helper helper, Connection master, Options options) {
    session = helper.open(master, options);
  }

  /// A connection whose initiator is translated.
  public static Connection sourceNat(Tuple original, Endpoint publicSelf) {
    Tuple reply = Tuple.ofPorts(original.protocol(), original.destinationEndpoint(), publicSelf);
    return new Connection(original, reply, 0, Status.CONFIRMED | Status.SRC_NAT, 1);
  }

  /// From now on the wished ports are taken, and those so much higher are granted.
  public Dialogue moving(int ports) {
    moved = ports;
    return this;
  }

  /// The initiator says this, and nothing before was left unread.
  public List<Decision> client(String text) {
    return says(Direction.ORIGINAL, text);
  }

  public List<Decision> server(String text) {
    return says(Direction.REPLY, text);
  }

  private List<Decision> says(Direction direction, String text) {
    said = text;
    decisions.clear();
    Payload payload = new Payload();
    session.inspect(
        payload.wrap(memory(text), 0, text.length(), direction, false, 1),
        decision -> {
          decisions.add(decision);
          if (decision instanceof Decision.Expect(var group, var announcement)) {
            Endpoint wished = group.getFirst().tuple().destinationEndpoint();
            Endpoint granted = new Endpoint(wished.address(), wished.port() + moved);
            announcement.ifPresent(writing -> writing.rewrite(granted, NONE));
          }
        });
    return List.copyOf(decisions);
  }

  /// All that is expected because of what was said last.
  public List<Expectation> expected() {
    return decisions.stream()
        .filter(Decision.Expect.class::isInstance)
        .flatMap(decision -> ((Decision.Expect) decision).group().stream())
        .toList();
  }

  /// What was said last with another endpoint in its first offer; empty where that cannot be
  /// written.
  public Optional<String> rewritten(Endpoint granted, boolean lengthMayChange) {
    StringBuilder text = new StringBuilder(said);
    int[] shift = {0};
    Announcement announcement =
        decisions.stream()
            .filter(Decision.Expect.class::isInstance)
            .findFirst()
            .flatMap(decision -> ((Decision.Expect) decision).announcement())
            .orElseThrow();
    boolean written =
        announcement.rewrite(
            granted,
            new Announcement.Edits() {
              @Override
              public boolean lengthMayChange() {
                return lengthMayChange;
              }

              @Override
              public void replace(int offset, int length, byte[] bytes) {
                String with = new String(bytes, StandardCharsets.ISO_8859_1);
                text.replace(offset + shift[0], offset + shift[0] + length, with);
                shift[0] += with.length() - length;
              }
            });
    return written ? Optional.of(text.toString()) : Optional.empty();
  }

  private static final Announcement.Edits NONE =
      new Announcement.Edits() {
        @Override
        public boolean lengthMayChange() {
          return true;
        }

        @Override
        public void replace(int offset, int length, byte[] bytes) {}
      };

  /// Text as a payload, one byte a character.
  public static Payload payload(String text) {
    return new Payload().wrap(memory(text), 0, text.length(), Direction.ORIGINAL, false, 1);
  }

  private static MemorySegment memory(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
