// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.Optional;
import relatd.conntrack.Family;

/// The router's rule set: nothing is forwarded but established connections, new control connections
/// to port 21, and whatever is RELATED to one of them through the named helper.
///
/// `rules` is a text for iptables-restore, so that it can be shown, loaded and copied as it is.
///
/// @param helperMatch the helper that `-m helper` has to find on the master connection
/// @param attachedHelper the helper that a CT rule attaches, if any
/// @param queueNumber the NFQUEUE number of a plain queue rule for IPv4, if any; IPv6 has the next
/// @param translation addresses to change
/// @param smallSegments whether control lines are cut into segments of at most 36 bytes
record Firewall(
    String helperMatch,
    Optional<String> attachedHelper,
    Optional<Integer> queueNumber,
    Translation translation,
    boolean smallSegments) {

  /// The smallest segment that Linux sends (`tcp_min_snd_mss`); timestamps take 12 bytes of it.
  private static final int SMALLEST_SEGMENT = 48;

  private static final String CONTROL = "control connection";
  private static final String RELATED = "related to it";
  private static final String UNCUT = "more than a small segment";
  private static final String REFUSED = "all else";

  /// The rule set for helper `name`, not yet attached by anybody.
  static Firewall relatedTo(String name) {
    return new Firewall(name, Optional.empty(), Optional.empty(), Translation.NONE, false);
  }

  /// Attaches the helper to new control connections: `-j CT --helper NAME` in the raw table.
  Firewall attaching(String helper) {
    return new Firewall(helperMatch, Optional.of(helper), queueNumber, translation, smallSegments);
  }

  /// Queues the control connection at mangle PREROUTING: after conntrack, before translation.
  Firewall queueing(int queue) {
    return new Firewall(
        helperMatch, attachedHelper, Optional.of(queue), translation, smallSegments);
  }

  Firewall translating(Translation how) {
    return new Firewall(helperMatch, attachedHelper, queueNumber, how, smallSegments);
  }

  Firewall withSmallSegments(boolean small) {
    return new Firewall(helperMatch, attachedHelper, queueNumber, translation, small);
  }

  /// Replaces the router's rules for one family and forgets its connections and counters.
  void load(Namespace router, Family family) {
    router.feed(rules(family), restore(family));
    router.run("conntrack", "-F", "-f", family == Family.INET ? "ipv4" : "ipv6").orFail();
  }

  /// The rule set as iptables-restore takes it.
  String rules(Family family) {
    StringBuilder text = new StringBuilder();
    text.append("*raw\n");
    attachedHelper.ifPresent(
        name -> text.append("-A PREROUTING -p tcp --dport 21 -j CT --helper %s\n".formatted(name)));
    text.append("COMMIT\n*mangle\n");
    queueNumber.ifPresent(number -> text.append(queueRules(number + family.ordinal())));
    if (smallSegments) {
      text.append(
          """
          -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss %d
          -A FORWARD -p tcp --sport 21 -m length --length %d: -m comment --comment "%s"
          """
              .formatted(SMALLEST_SEGMENT, headers(family) + SMALLEST_SEGMENT + 1, UNCUT));
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

  private static String queueRules(int number) {
    return """
    -A PREROUTING -p tcp --dport 21 -j NFQUEUE --queue-num %1$d --queue-bypass
    -A PREROUTING -p tcp --sport 21 -j NFQUEUE --queue-num %1$d --queue-bypass
    """
        .formatted(number);
  }

  private String translationRules(Family family) {
    return switch (translation) {
      case NONE -> "";
      case SOURCE ->
          "-A POSTROUTING -o outer -p tcp -j SNAT --to-source %s\n"
              .formatted(Lab.outerAddress(family));
      case DESTINATION ->
          "-A PREROUTING -i inner -p tcp --dport 21 -j DNAT --to-destination %s\n"
              .formatted(Lab.serverAddress(family));
    };
  }

  /// Refusing loudly (a reset, not silence) keeps the negative tests short; nothing more passes.
  private String filterRules() {
    return """
    :FORWARD DROP
    -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
    -A FORWARD -p tcp --dport 21 -m conntrack --ctstate NEW -m comment --comment "%s" -j ACCEPT
    -A FORWARD -m conntrack --ctstate RELATED -m helper --helper %s -m comment --comment "%s" -j ACCEPT
    -A FORWARD -p tcp -m comment --comment "%s" -j REJECT --reject-with tcp-reset
    """
        .formatted(CONTROL, helperMatch, RELATED, REFUSED);
  }

  private static long counter(Namespace router, Family family, String table, String comment) {
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
