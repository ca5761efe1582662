// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// The router's rule set: nothing is forwarded but established connections, new control connections
/// to the service's port, and whatever is RELATED to one of them through a named helper.
///
/// `rules` is a text for iptables-restore, so that it can be shown, loaded and copied as it is.
///
/// @param service whose control connections are let through
/// @param attachments the helpers that CT rules attach; none in a negative twin
/// @param queueNumber the NFQUEUE number of a plain queue rule for IPv4, if any; IPv6 has the next
/// @param translation addresses to change
/// @param smallSegments whether control lines are cut into segments of at most 36 bytes
record Firewall(
    Service service,
    List<Attachment> attachments,
    Optional<Integer> queueNumber,
    Translation translation,
    boolean smallSegments) {

  /// The smallest segment that Linux sends (`tcp_min_snd_mss`); timestamps take 12 bytes of it.
  private static final int SMALLEST_SEGMENT = 48;

  private static final String RELATED = "related to it";
  private static final String UNCUT = "more than a small segment";
  private static final String REFUSED = "all else";

  /// The rule set for a service whose helper is not attached by anybody.
  static Firewall around(Service service) {
    return new Firewall(service, List.of(), Optional.empty(), Translation.NONE, false);
  }

  /// Attaches the service's helper to new control connections: `-j CT --helper NAME` in the raw
  /// table.
  Firewall attaching() {
    return attaching(
        service.transports().stream()
            .map(transport -> new Attachment(transport, service.helper()))
            .toList());
  }

  /// Attaches others.
  Firewall attaching(List<Attachment> helpers) {
    return new Firewall(service, helpers, queueNumber, translation, smallSegments);
  }

  /// Queues the control connection at mangle PREROUTING: after conntrack, before translation.
  Firewall queueing(int queue) {
    return new Firewall(service, attachments, Optional.of(queue), translation, smallSegments);
  }

  Firewall translating(Translation how) {
    return new Firewall(service, attachments, queueNumber, how, smallSegments);
  }

  Firewall withSmallSegments(boolean small) {
    return new Firewall(service, attachments, queueNumber, translation, small);
  }

  /// The names that `-m helper` has to find on master connections.
  List<String> helpers() {
    return attachments.isEmpty()
        ? List.of(service.helper())
        : attachments.stream().map(Attachment::helper).distinct().toList();
  }

  /// Replaces the router's rules for one family and forgets its connections and counters.
  void load(Namespace router, Family family) {
    router.feed(rules(family), restore(family));
    router.run("conntrack", "-F", "-f", family == Family.INET ? "ipv4" : "ipv6").orFail();
  }

  /// The rule set as iptables-restore takes it.
  String rules(Family family) {
    StringBuilder text = new StringBuilder("*raw\n");
    for (Attachment each : attachments) {
      text.append(
          "-A %s -p %s --dport %d -j CT --helper %s\n"
              .formatted(
                  service.place().first(), each.transport().text(), service.port(), each.helper()));
    }
    text.append("COMMIT\n*mangle\n");
    queueNumber.ifPresent(number -> text.append(queueRules(number + family.ordinal())));
    if (smallSegments) {
      text.append(
          """
          -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss %d
          -A FORWARD -p tcp --sport %d -m length --length %d: -m comment --comment "%s"
          """
              .formatted(
                  SMALLEST_SEGMENT, service.port(), headers(family) + SMALLEST_SEGMENT + 1, UNCUT));
    }
    text.append("COMMIT\n*nat\n").append(translationRules(family));
    return text.append("COMMIT\n*filter\n").append(filterRules()).append("COMMIT\n").toString();
  }

  /// Packets that passed because they are related: the first of each data connection.
  static long relatedPackets(Namespace router, Family family) {
    return counter(router, family, "filter", RELATED);
  }

  /// Packets that nobody had foretold.
  static long refusedPackets(Namespace router, Family family) {
    return counter(router, family, "filter", REFUSED);
  }

  /// Control packets that were not cut although segments are to be small.
  static long uncutPackets(Namespace router, Family family) {
    return counter(router, family, "mangle", UNCUT);
  }

  /// Bytes of IP and TCP header before the options, which count as part of the segment here.
  private static int headers(Family family) {
    return (family == Family.INET ? 20 : 40) + 20;
  }

  private String queueRules(int number) {
    return perTransport(
        """
        -A %3$s -p %%1$s --dport %1$d -j NFQUEUE --queue-num %2$d --queue-bypass
        -A PREROUTING -p %%1$s --sport %1$d -j NFQUEUE --queue-num %2$d --queue-bypass
        """
            .formatted(service.port(), number, service.place().first()));
  }

  private String translationRules(Family family) {
    return switch (translation) {
      case NONE -> "";
      case SOURCE ->
          perTransport(
              "-A POSTROUTING -o outer -p %%1$s -j SNAT --to-source %s\n"
                  .formatted(Lab.outerAddress(family)));
      case DESTINATION ->
          perTransport(
              "-A PREROUTING -i inner -p %%1$s --dport %d -j DNAT --to-destination %s\n"
                  .formatted(service.port(), Lab.serverAddress(family)));
    };
  }

  /// A template once for each transport, whose name is its first argument.
  private String perTransport(String template) {
    return service.transports().stream()
        .map(Transport::text)
        .map(template::formatted)
        .collect(Collectors.joining());
  }

  /// Refusing loudly (a reset, an ICMP error, not silence) keeps the negative tests short; nothing
  /// more passes.
  private String filterRules() {
    String chain = service.place().filter();
    String related =
        helpers().stream()
            .map(
                "-A %s -m conntrack --ctstate RELATED -m helper --helper %%s -m comment --comment \"%s\" -j ACCEPT%n"
                        .formatted(chain, RELATED)
                    ::formatted)
            .collect(Collectors.joining());
    String refused =
        Stream.of("-p tcp %s -j REJECT --reject-with tcp-reset", "-p udp %s -j REJECT")
            .map(rule -> rule.formatted("-m comment --comment \"" + REFUSED + "\""))
            .map(("-A " + chain + " %s\n")::formatted)
            .collect(Collectors.joining());
    return ":%1$s %2$s\n-A %1$s -m conntrack --ctstate ESTABLISHED -j ACCEPT\n"
            .formatted(chain, service.place().policy())
        + perTransport(
            "-A %s -p %%1$s --dport %d -m conntrack --ctstate NEW -j ACCEPT\n"
                .formatted(chain, service.port()))
        + related
        + refused;
  }

  /// The count of the rules with that comment.
  static long counter(Namespace router, Family family, String table, String comment) {
    return router
        .run(family == Family.INET ? "iptables-save" : "ip6tables-save", "-c", "-t", table)
        .orFail()
        .out()
        .lines()
        .filter(line -> line.contains("\"" + comment + "\""))
        .mapToLong(line -> Long.parseLong(line.substring(1, line.indexOf(':'))))
        .sum();
  }

  private static String restore(Family family) {
    return family == Family.INET ? "iptables-restore" : "ip6tables-restore";
  }
}
