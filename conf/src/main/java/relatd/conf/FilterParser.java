// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import relatd.conf.Filter.Protocol;
import relatd.conf.Filter.Rule;
import relatd.conf.Filter.TcpState;

/// `Filter [From ...] { ... }`. Members of repeated rules add up, the last Accept or Ignore counts.
final class FilterParser {

  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final RuleDraft<Protocol> protocols = new RuleDraft<>();
  private final RuleDraft<Network> addresses = new RuleDraft<>();
  private final RuleDraft<TcpState> states = new RuleDraft<>();
  private final Set<String> networksSeen = new LinkedHashSet<>();
  private boolean inKernel;

  FilterParser(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  void parse(Token keyword) {
    inKernel = false;
    if (cursor.accept("From")) {
      inKernel = cursor.accept("Kernelspace");
      if (!inKernel) {
        keywordOrFail("Userspace", "Userspace or Kernelspace");
      }
    }
    reading
        .block()
        .on("Protocol", _ -> rule(protocols, this::protocolBlock))
        .on("Address", _ -> rule(addresses, this::addressBlock))
        .on("State", _ -> rule(states, this::stateBlock))
        .braces();
  }

  Filter filter() {
    return new Filter(inKernel, protocols.rule(), addresses.rule(), states.rule());
  }

  private void rule(RuleDraft<?> draft, Function<Block, Block> vocabulary) {
    draft.accept = cursor.accept("Accept");
    if (!draft.accept) {
      keywordOrFail("Ignore", "Accept or Ignore");
    }
    vocabulary.apply(reading.block()).braces();
  }

  private void keywordOrFail(String keyword, String expected) {
    if (!cursor.accept(keyword)) {
      throw cursor.fail(expected);
    }
  }

  private Block protocolBlock(Block block) {
    return block
        .on("TCP", _ -> protocols.add(new Protocol("TCP", IPPROTO_TCP)))
        .on("UDP", _ -> protocols.add(new Protocol("UDP", IPPROTO_UDP)))
        .onName("a name from /etc/protocols", this::protocol);
  }

  private void protocol(Token name) {
    OptionalInt number = reading.surroundings().protocolNumber(name.text());
    if (number.isPresent()) {
      protocols.add(new Protocol(name.text(), number.getAsInt()));
      return;
    }
    String quoted = ProblemLog.quote(name.text());
    problems.warning(
        name,
        "'%s' is not in /etc/protocols and is left out".formatted(quoted),
        "getprotobyname() cannot find protocol `%s' in /etc/protocols".formatted(quoted));
  }

  private Block addressBlock(Block block) {
    return block
        .on("IPv4_address", _ -> network(cursor.address(), "IPv4", AddressText::ipv4))
        .on("IPv6_address", _ -> network(cursor.address(), "IPv6", AddressText::ipv6));
  }

  private void network(Token token, String family, Function<String, Optional<InetAddress>> parser) {
    String text = token.text();
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    Optional<InetAddress> address = parser.apply(literal);
    if (address.isEmpty()) {
      leftOut(token, ProblemLog.quote(literal), "a valid " + family);
      return;
    }
    Optional<Network> network =
        Network.of(address.get(), text.substring(slash + 1, slash < 0 ? 0 : text.length()));
    if (network.isEmpty()) {
      leftOut(token, ProblemLog.quote(text), "a valid network");
      return;
    }
    if (family.equals("IPv4") && !network.get().isHost() && !networksSeen.add(text)) {
      problems.warning(
          token,
          "this network is listed twice",
          "netmask %s is repeated in the ignore pool".formatted(literal));
    }
    if (AddressText.hasOctal(literal)) {
      problems.advice(token, "a part with a leading zero is octal: " + network.get().text());
    }
    addresses.add(network.get());
  }

  private void leftOut(Token token, String text, String kind) {
    problems.warning(
        token,
        "%s is not %s and is left out".formatted(text, kind),
        "%s is not %s, ignoring".formatted(text, kind));
  }

  /// `ESTABLISHED CLOSED for TCP`: states first, then for which protocol.
  private Block stateBlock(Block block) {
    for (TcpState state : TcpState.values()) {
      block.on(state.name(), _ -> stateList(state));
    }
    return block.on("CLOSED", _ -> stateList(TcpState.CLOSE)).on("for", _ -> cursor.keyword("TCP"));
  }

  private void stateList(TcpState first) {
    List<TcpState> list = new ArrayList<>(List.of(first));
    while (!cursor.accept("for")) {
      list.add(state());
    }
    cursor.keyword("TCP");
    list.forEach(states::add);
  }

  private TcpState state() {
    String word = cursor.peek().text();
    for (TcpState state : TcpState.values()) {
      if (state.name().equals(word) || state == TcpState.CLOSE && word.equals("CLOSED")) {
        cursor.next();
        return state;
      }
    }
    throw cursor.fail("a TCP state or: for TCP");
  }

  private static final class RuleDraft<T> {

    private final Set<T> members = new LinkedHashSet<>();
    private boolean accept;

    void add(T member) {
      members.add(member);
    }

    Optional<Rule<T>> rule() {
      return members.isEmpty()
          ? Optional.empty()
          : Optional.of(new Rule<>(accept, List.copyOf(members)));
    }
  }
}
