// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import relatd.conf.ExpectationSync;
import relatd.conf.Filter;
import relatd.conf.Network;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.wire.KernelMessages;

class EventFilterTest {
  /// 192.168.77.2 -> 10.2.0.2 and the like: original source and reply source are looked at.
  private final ConntrackMessage snat = conntrack("k6.18-ct-new-tcp4-snat");

  private final ExpectMessage ftp =
      new ExpectMessage().wrap(KernelMessages.first("k6.18-exp-new-ftp4-port-snat"));

  @Test
  void withoutRulesEverythingPasses() {
    assertThat(EventFilter.ALL.admits(snat)).isTrue();
    assertThat(EventFilter.ALL.admits(ftp)).isTrue();
  }

  @Test
  void theSourceOfEitherDirectionCounts() {
    for (String end :
        List.of(snat.original().source().toString(), snat.reply().source().toString())) {
      assertThat(addresses(false, end).admits(snat)).as("ignoring %s", end).isFalse();
      assertThat(addresses(true, end).admits(snat)).as("accepting %s", end).isTrue();
    }
  }

  @Test
  void theTranslatedAddressDoesNotCount() {
    String translated = snat.reply().destination().toString();
    assertThat(translated).isNotEqualTo(snat.original().source().toString());
    assertThat(addresses(false, translated).admits(snat)).isTrue();
    assertThat(addresses(true, translated).admits(snat)).isFalse();
  }

  @Test
  void anAcceptListWithoutMembersOfAFamilyRejectsTheFamily() {
    assertThat(addresses(true, "fd00::/8").admits(snat)).isFalse();
    assertThat(addresses(false, "fd00::/8").admits(snat)).isTrue();
  }

  @Test
  void anIPv6NetworkCountsAllItsBits() {
    ConntrackMessage inet6 = conntrack("k6.18-ct-new-tcp6");
    String source = inet6.original().source().toString();
    assertThat(addresses(false, source).admits(inet6)).isFalse();
    assertThat(addresses(false, source + "/127").admits(inet6)).isFalse();
    assertThat(addresses(false, "2001:db8::/32").admits(inet6)).isTrue();
  }

  @Test
  void aThousandAddressesAreAllFound() {
    List<Network> many =
        IntStream.range(0, 1000)
            .mapToObj(i -> Networks.of("198.18." + i / 256 + "." + i % 256))
            .toList();
    AddressSet set = new AddressSet(relatd.conntrack.Family.INET, many);
    assertThat(many)
        .allSatisfy(n -> assertThat(set.contains(0, AddressSet.addressOf(n).low())).isTrue());
    assertThat(set.contains(0, 0xc612_0400L)).isFalse();
    assertThat(set.contains(0, 0)).isFalse();
  }

  @Test
  void statesConcernTcpAlone() {
    EventFilter established = of(KernelFilterTest.states(true, Filter.TcpState.ESTABLISHED));
    assertThat(established.admits(snat)).isFalse();
    assertThat(established.admits(conntrack("k6.18-ct-new-udp4"))).isTrue();
  }

  @Test
  void expectationsAreJudgedByTheBeginningOfTheirHelpersName() {
    assertThat(expectations("FT").admits(ftp)).isTrue();
    assertThat(expectations("sip", "ftp").admits(ftp)).isTrue();
    assertThat(expectations("ftp-2121").admits(ftp)).isFalse();
    assertThat(expectations("tp").admits(ftp)).isFalse();
    assertThat(new EventFilter(Filter.NONE, new ExpectationSync.Off()).admits(ftp)).isFalse();
  }

  @Test
  void saysAtStartWhereItFilters() {
    assertThat(EventFilter.announcement(Filter.NONE)).isEmpty();
    assertThat(EventFilter.announcement(KernelFilterTest.protocols(true, 6)))
        .contains("using kernel-space event filtering");
  }

  private static EventFilter expectations(String... words) {
    return new EventFilter(Filter.NONE, new ExpectationSync.Only(List.of(words)));
  }

  private static EventFilter addresses(boolean accept, String network) {
    return of(KernelFilterTest.addresses(accept, List.of(Networks.of(network))));
  }

  private static EventFilter of(Filter filter) {
    return new EventFilter(filter, new ExpectationSync.All());
  }

  private static ConntrackMessage conntrack(String name) {
    return new ConntrackMessage().wrap(KernelMessages.first(name));
  }
}
