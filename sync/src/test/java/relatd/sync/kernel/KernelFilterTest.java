// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conf.ExpectationSync;
import relatd.conf.Filter;
import relatd.conf.Network;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.wire.KernelMessages;

/// The program, interpreted over what three kernels sent, against the rules that it stands for.
class KernelFilterTest {
  private record Event(String name, byte[] bytes, ConntrackMessage message) {}

  /// Every recorded event and answer about a conntrack.
  static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (String kind : List.of("-ct-new-", "-ct-update-", "-ct-destroy-", "-ct-get-reply-")) {
      for (String name : KernelMessages.named(kind)) {
        if (name.contains("nfqueue")) {
          continue; // a conntrack inside a queued packet is no event
        }
        byte[] bytes = KernelMessages.bytes(name);
        ConntrackMessage message = new ConntrackMessage().wrap(KernelMessages.first(name));
        events.add(new Event(name, bytes, message));
      }
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void protocolsAreJudgedAsInUserSpace(boolean accept) {
    Filter filter = protocols(accept, 6, 132);
    assertAgrees(filter, userSpace(filter));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void statesAreJudgedAsInUserSpace(boolean accept) {
    Filter filter = states(accept, Filter.TcpState.ESTABLISHED, Filter.TcpState.TIME_WAIT);
    assertAgrees(filter, userSpace(filter));
  }

  static Stream<List<String>> addressLists() {
    return Stream.of(
        List.of("10.1.0.2"),
        List.of("10.0.0.0/8", "192.168.0.0/16"),
        List.of("10.2.0.0/16", "10.1.0.3"),
        List.of("0.0.0.0/0"),
        List.of("fd00::/8"),
        List.of("fd00:1::2", "fd00:2::/32", "::/0"),
        List.of("10.0.0.0/8", "fd00::/8"),
        List.of("192.0.2.1", "2001:db8::1"));
  }

  @ParameterizedTest
  @MethodSource("addressLists")
  void anIgnoreListDropsWhatHasAMemberAtEitherEndOfTheOriginalTuple(List<String> members) {
    List<Network> networks = members.stream().map(Networks::of).toList();
    assertAgrees(
        addresses(false, networks),
        event ->
            !isMember(networks, event, true)
                && !isMember(networks, event, false)
                && !(event.family() == Family.INET6 && matchesEverything(networks)));
  }

  @ParameterizedTest
  @MethodSource("addressLists")
  void anAcceptListKeepsWhatHasMembersAtBothEnds(List<String> members) {
    List<Network> networks = members.stream().map(Networks::of).toList();
    boolean inet = networks.stream().anyMatch(n -> family(n) == Family.INET);
    boolean inet6 = networks.stream().anyMatch(n -> family(n) == Family.INET6);
    assertAgrees(
        addresses(true, networks),
        event -> {
          boolean both = isMember(networks, event, true) && isMember(networks, event, false);
          if (event.family() == Family.INET) {
            return inet ? both : true; // IPv6 members alone let IPv4 pass
          }
          // The search for an IPv4 destination finds the protocol's nest in an IPv6 message.
          return inet ? matchesEverything(networks) && (!inet6 || both) : both;
        });
  }

  @Test
  void rulesAddUp() {
    Filter filter =
        new Filter(
            true,
            protocols(true, 6).protocols(),
            addresses(false, List.of(Networks.of("127.0.0.0/8"), Networks.of("::1"))).addresses(),
            states(true, Filter.TcpState.ESTABLISHED).tcpStates());
    Predicate<ConntrackMessage> protocols = userSpace(protocols(true, 6));
    Predicate<ConntrackMessage> states = userSpace(states(true, Filter.TcpState.ESTABLISHED));
    assertAgrees(filter, protocols.and(states));
  }

  @Test
  void messagesAboutExpectationsPass() {
    List<BpfProgram.Instruction> program = new KernelFilter(protocols(true, 99)).instructions();
    assertThat(KernelMessages.named("-exp-new-"))
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(BpfInterpreter.keeps(program, KernelMessages.bytes(name))).isTrue());
  }

  @Test
  void manyAddressesAreNoFartherThanAJumpReaches() {
    List<Network> networks =
        IntStream.range(0, 127).mapToObj(i -> Networks.of("198.51.100." + i)).toList();
    assertAgrees(addresses(false, networks), event -> true);
    assertAgrees(addresses(true, networks), event -> false);
  }

  @Test
  void tooManyAddressesAreRefusedInWords() {
    List<Network> networks =
        IntStream.range(0, 1000).mapToObj(i -> Networks.of("10.0.0.0/" + (8 + i % 20))).toList();
    assertThatThrownBy(() -> new KernelFilter(addresses(true, networks)))
        .hasMessageContaining("instructions")
        .hasMessageContaining("Userspace");
  }

  private static void assertAgrees(Filter filter, Predicate<ConntrackMessage> rule) {
    List<BpfProgram.Instruction> program = new KernelFilter(filter).instructions();
    List<Event> events = events();
    assertThat(events).hasSizeGreaterThan(60);
    for (Event event : events) {
      assertThat(BpfInterpreter.keeps(program, event.bytes()))
          .as("%s under %s", event.name(), filter)
          .isEqualTo(rule.test(event.message()));
    }
  }

  private static Predicate<ConntrackMessage> userSpace(Filter filter) {
    return new EventFilter(filter, new ExpectationSync.All())::admits;
  }

  private static boolean isMember(List<Network> members, ConntrackMessage event, boolean source) {
    Address address = source ? event.original().source() : event.original().destination();
    return members.stream()
        .filter(n -> family(n) == address.family())
        .anyMatch(n ->
            address
                .and(Address.mask(address.family(), n.prefix()))
                .equals(AddressSet.addressOf(n)));
  }

  private static boolean matchesEverything(List<Network> members) {
    return members.stream().anyMatch(n -> family(n) == Family.INET && n.prefix() == 0);
  }

  private static Family family(Network network) {
    return AddressSet.addressOf(network).family();
  }

  static Filter protocols(boolean accept, Integer... numbers) {
    List<Filter.Protocol> members =
        Arrays.stream(numbers).map(n -> new Filter.Protocol("P" + n, n)).toList();
    return new Filter(
        true, Optional.of(new Filter.Rule<>(accept, members)), Optional.empty(), Optional.empty());
  }

  static Filter states(boolean accept, Filter.TcpState... states) {
    return new Filter(
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Filter.Rule<>(accept, List.of(states))));
  }

  static Filter addresses(boolean accept, List<Network> networks) {
    return new Filter(
        true, Optional.empty(), Optional.of(new Filter.Rule<>(accept, networks)), Optional.empty());
  }
}
