// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Expectation;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// The simplest grammar that uses all of the runtime: lines ended by LF, the first letter says
/// what.
///
/// ```
///   L address port   listens: expect, and rewrite
///   G port width     a group of consecutive ports, named nowhere
///   W                withdraws the last offer
///   R O D            refuse, opaque, drop
///   A port           expects it where this machine stands between the two ends
///   K seconds        keeps the master; 0: as long as what it expects
///   P port           delivers a datagram to another port
///   X                fails
/// ```
final class ToyHelper implements Helper {
  static final Policy POLICY = new Policy("toy", 0, 60);

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.TCP, Transport.UDP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(7);
  }

  @Override
  public List<Policy> policies() {
    return List.of(POLICY);
  }

  @Override
  public int window() {
    return 256;
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public Session open(Connection master, Options options) {
    if (options.isOn("FailToOpen", false)) {
      throw new IllegalStateException("as asked for");
    }
    return new ToySession(master);
  }

  private static final class ToySession implements Session {
    private final Connection master;
    private Optional<Expectation> last = Optional.empty();

    ToySession(Connection master) {
      this.master = master;
    }

    @Override
    public int inspect(Payload payload, Consumer<Decision> decisions) {
      int at = 0;
      for (int end = payload.indexOf('\n', 0); end >= 0; end = payload.indexOf('\n', at)) {
        line(payload, at, end, decisions);
        at = end + 1;
      }
      return at;
    }

    @Override
    public boolean mayAnnounce(Payload unread) {
      return unread.u8(0) == 'L';
    }

    private void line(Payload payload, int from, int to, Consumer<Decision> decisions) {
      String[] words = payload.text(from, to).split(" ");
      switch (words[0]) {
        case "L" -> listen(payload, words, from, to, decisions);
        case "G" -> group(payload, words, decisions);
        case "A" -> across(payload, words, decisions);
        case "W" -> decisions.accept(new Decision.Withdraw(last.orElseThrow()));
        case "R" -> decisions.accept(new Decision.Refuse("as asked for"));
        case "O" -> decisions.accept(new Decision.Opaque("as asked for"));
        case "D" -> decisions.accept(new Decision.Drop("as asked for"));
        case "K" -> decisions.accept(new Decision.KeepMaster(Integer.parseInt(words[1])));
        case "P" -> decisions.accept(new Decision.DeliverTo(Integer.parseInt(words[1])));
        case "X" -> throw new IllegalStateException("as asked for");
        default -> {}
      }
    }

    private void listen(
        Payload payload, String[] words, int from, int to, Consumer<Decision> decisions) {
      int port = Integer.parseInt(words[2]);
      Offer offer = Offer.by(master, payload.direction(), Transport.TCP, port);
      last = Optional.of(offer.at(Address.of(words[1])).build());
      Announcement writer =
          (granted, edits) -> {
            String text = granted.address() + " " + granted.port();
            int room = to - from - 2;
            boolean fits = text.length() == room || edits.lengthMayChange();
            if (fits) {
              edits.replace(from + 2, room, text);
            }
            return fits;
          };
      decisions.accept(new Decision.Expect(List.of(last.get()), Optional.of(writer)));
    }

    private void across(Payload payload, String[] words, Consumer<Decision> decisions) {
      int port = Integer.parseInt(words[1]);
      Expectation one = Offer.by(master, payload.direction(), Transport.TCP, port).build();
      Address caller = master.peer(payload.direction()).address();
      decisions.accept(new Decision.ExpectAcross(List.of(one), one.tuple().destination(), caller));
    }

    private void group(Payload payload, String[] words, Consumer<Decision> decisions) {
      List<Expectation> group = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        int port = Integer.parseInt(words[1]) + i;
        group.add(Offer.by(master, payload.direction(), Transport.TCP, port).build());
      }
      last = Optional.of(group.getLast());
      decisions.accept(
          new Decision.Expect(group, Optional.of((granted, edits) -> granted.port() < 65_000)));
    }
  }
}
