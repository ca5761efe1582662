// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Transport;
import relatd.helper.tns.AddressText.Value;

/// Decides where a redirect may lead: to another port of the listener's own host, and further only
/// where the configuration says so.
final class RedirectTargets {
  /// Addresses of one redirect.
  static final int MOST = 4;

  private static final int MIN_PORT = 1_024;
  private static final int LONGEST_NAME = 255;

  private final Connection master;
  private final Options options;

  RedirectTargets(Connection master, Options options) {
    this.master = master;
    this.options = options;
  }

  /// One address that may be used.
  ///
  /// @param to what the client shall read under NAT; empty where the text stays
  /// @param own whether it is the listener's own host, whose ports NAT may move
  record Target(Value host, Value portText, int port, Optional<Address> to, boolean own) {}

  void offer(Redirect redirect, Consumer<Decision> decisions) {
    Optional<List<Map<String, Value>>> groups = AddressText.groups(redirect.text());
    if (groups.isEmpty()) {
      decisions.accept(new Decision.Refuse("a malformed redirect"));
      return;
    }
    List<Target> targets = new ArrayList<>();
    List<Expectation> expected = new ArrayList<>();
    for (Map<String, Value> group : groups.get()) {
      if (!isTcp(group)) {
        continue;
      }
      if (targets.size() == MOST) {
        decisions.accept(new Decision.Refuse("more than " + MOST + " addresses"));
        break;
      }
      target(group, targets, expected, decisions);
    }
    if (!expected.isEmpty()) {
      RedirectAnnouncement announcement = new RedirectAnnouncement(redirect, List.copyOf(targets));
      decisions.accept(new Decision.Expect(expected, Optional.of(announcement)));
    }
  }

  private static boolean isTcp(Map<String, Value> group) {
    Value protocol = group.get("PROTOCOL");
    return protocol == null
        || switch (protocol.text().toLowerCase(Locale.ROOT)) {
          case "tcp", "tcps" -> true;
          default -> false;
        };
  }

  private void target(
      Map<String, Value> group,
      List<Target> targets,
      List<Expectation> expected,
      Consumer<Decision> decisions) {
    Value host = group.get("HOST");
    Value portText = group.get("PORT");
    if (host == null || portText == null) {
      decisions.accept(new Decision.Refuse("an address without host or port"));
      return;
    }
    String named = host.text().length() > LONGEST_NAME ? "a long name" : host.text();
    int port = port(portText.text());
    Optional<Address> address = address(host.text());
    Optional<Address> mapped = address.flatMap(this::publicOf);
    if (address.isEmpty()) {
      decisions.accept(new Decision.Refuse("host " + named + ": names are not looked up"));
    } else if (!OfferRules.isOwnPort(port, options, MIN_PORT)) {
      decisions.accept(new Decision.Refuse("port " + portText.text() + " of " + named));
    } else if (address.get().family() != master.family()
        || mapped.isEmpty()
            && !OfferRules.isOwnAddress(master, Direction.REPLY, address.get(), options)) {
      decisions.accept(new Decision.Refuse("redirect to " + named + ", port " + port));
    } else {
      boolean own = isOwn(address.get());
      Optional<Address> to =
          own ? Optional.of(master.publicSelf(Direction.REPLY).address()) : mapped;
      targets.add(new Target(host, portText, port, to, own));
      expected.add(
          Offer.by(master, Direction.REPLY, Transport.TCP, port)
              .at(to.orElse(address.get()))
              .followedBy(TnsHelper.NAME)
              .build());
    }
  }

  private boolean isOwn(Address address) {
    return address.equals(master.realSelf(Direction.REPLY).address())
        || address.equals(master.publicSelf(Direction.REPLY).address());
  }

  /// `Option RedirectMap REAL PUBLIC ...`: the other hosts of a cluster that is translated.
  private Optional<Address> publicOf(Address real) {
    return master.isNat() && !isOwn(real)
        ? Optional.ofNullable(pairs("RedirectMap").get(real.toString())).flatMap(Address::parse)
        : Optional.empty();
  }

  /// An address in figures, or a name of `Option HostMap NAME ADDRESS ...`.
  private Optional<Address> address(String host) {
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    String text = brackets ? host.substring(1, host.length() - 1) : host;
    Optional<Address> figures = Address.parse(text);
    return figures.isPresent()
        ? figures.map(address ->
            address.unmapped().family() == master.family() ? address.unmapped() : address)
        : Optional.ofNullable(pairs("HostMap").get(text.toLowerCase(Locale.ROOT)))
            .flatMap(Address::parse);
  }

  private Map<String, String> pairs(String option) {
    String[] words = options.settings().getOrDefault(option, "").strip().split("[ ,=]+");
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      pairs.put(words[i].toLowerCase(Locale.ROOT), words[i + 1]);
    }
    return pairs;
  }

  private static int port(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }
}
