// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static relatd.ctnetlink.CtaExpect.CTA_EXPECT_HELP_NAME;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import relatd.conf.ExpectationSync;
import relatd.conf.Filter;
import relatd.conf.Network;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.ctnetlink.TupleView;
import relatd.netlink.Attributes;

/// Section Filter and `ExpectationSync`, as questions about views. Each rule that is present has to
/// let an entry pass; dumps are asked the same as events. Asking allocates nothing.
public final class EventFilter {
  /// Lets everything through.
  public static final EventFilter ALL = new EventFilter(Filter.NONE, new ExpectationSync.All());

  private final Filter rules;
  private final boolean[] protocols;
  private final boolean[] states;
  private final AddressSet inet;
  private final AddressSet inet6;
  private final boolean allHelpers;
  private final byte[][] helpers;
  private final Attributes attributes = new Attributes();

  /// The address rule looks at the source of either direction: these are the two ends as they are
  /// behind any translation.
  ///
  /// @param expectations whose expectations are wanted
  public EventFilter(Filter filter, ExpectationSync expectations) {
    this.rules = filter;
    this.protocols = numbers(filter.protocols(), 256, Filter.Protocol::number);
    this.states = numbers(filter.tcpStates(), 256, Filter.TcpState::number);
    List<Network> networks = filter.addresses().map(Filter.Rule::members).orElse(List.of());
    this.inet = new AddressSet(Family.INET, networks);
    this.inet6 = new AddressSet(Family.INET6, networks);
    this.allHelpers = expectations instanceof ExpectationSync.All;
    this.helpers =
        expectations instanceof ExpectationSync.Only(List<String> words)
            ? words.stream().map(EventFilter::lowerCase).toArray(byte[][]::new)
            : new byte[0][];
  }

  /// For a node whose event socket filters in the kernel: what is left to do for events.
  public static EventFilter behindKernel(ExpectationSync expectations) {
    return new EventFilter(Filter.NONE, expectations);
  }

  private static byte[] lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
  }

  private interface Numbering<T> {
    int number(T member);
  }

  private static <T> boolean[] numbers(
      Optional<Filter.Rule<T>> rule, int count, Numbering<T> numbering) {
    boolean[] members = new boolean[count];
    rule.ifPresent(r -> r.members().forEach(member -> members[numbering.number(member)] = true));
    return members;
  }

  public boolean admits(ConntrackMessage entry) {
    return admitsProtocol(entry.protocol()) && admitsAddresses(entry) && admitsState(entry);
  }

  private boolean admitsProtocol(int protocol) {
    return rules.protocols().isEmpty() || protocols[protocol] == rules.protocols().get().accept();
  }

  private boolean admitsAddresses(ConntrackMessage entry) {
    if (rules.addresses().isEmpty()) {
      return true;
    }
    AddressSet set = entry.family() == Family.INET ? inet : inet6;
    boolean member = contains(set, entry.original()) || contains(set, entry.reply());
    return member == rules.addresses().get().accept();
  }

  private static boolean contains(AddressSet set, TupleView tuple) {
    return set.contains(tuple.sourceHigh(), tuple.sourceLow());
  }

  /// A DESTROY carries the last state, and is judged by it too.
  private boolean admitsState(ConntrackMessage entry) {
    if (rules.tcpStates().isEmpty() || entry.protocol() != Protocol.TCP) {
      return true;
    }
    int state = entry.protocolState();
    return state < 0 || states[state] == rules.tcpStates().get().accept();
  }

  /// Whether its helper's name begins with one of the configured words. Whether its master is known
  /// is the cache's to say.
  public boolean admits(ExpectMessage entry) {
    if (allHelpers) {
      return true;
    }
    if (helpers.length == 0 || !entry.seek(CTA_EXPECT_HELP_NAME, attributes)) {
      return false;
    }
    for (byte[] word : helpers) {
      if (nameBeginsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean nameBeginsWith(byte[] word) {
    if (attributes.length() < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      int next = attributes.buffer().get(JAVA_BYTE, at(i));
      int lower = next >= 'A' && next <= 'Z' ? next + 32 : next;
      if (lower != word[i]) {
        return false;
      }
    }
    return true;
  }

  private long at(int index) {
    return attributes.offset() + index;
  }

  /// The line that conntrackd logs at start about where it filters; empty when it does not.
  public static Optional<String> announcement(Filter filter) {
    return filter.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "using " + (filter.inKernel() ? "kernel" : "user") + "-space event filtering");
  }
}
