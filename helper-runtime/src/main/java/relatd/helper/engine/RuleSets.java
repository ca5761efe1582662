// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Policy;

/// The firewall rules that bring connections to configured helpers, ready to be pasted: with the
/// kernel's helper glue, or without.
public final class RuleSets {
  private RuleSets() {}

  /// `iptables` commands.
  ///
  /// @param registered whether the kernel takes registrations; else packets are queued by a rule
  ///   and a carrier helper is attached
  public static List<String> iptables(List<AttachedType> types, boolean registered) {
    List<String> rules = new ArrayList<>();
    for (AttachedType type : types) {
      String program = type.family() == Family.INET ? "iptables" : "ip6tables";
      String helper = registered ? type.name() : carrier(type);
      for (int port : type.configured().ports()) {
        String match = "-p %s --dport %d".formatted(type.transport().text(), port);
        for (String chain : List.of("PREROUTING", "OUTPUT")) {
          rules.add(
              "%s -t raw -A %s %s -j CT --helper %s".formatted(program, chain, match, helper));
        }
        if (!registered) {
          queueRules(rules, program, type, port);
        }
      }
      rules.add(
          "%s -A FORWARD -m conntrack --ctstate RELATED -m helper --helper %s -j ACCEPT"
              .formatted(program, helper));
    }
    return rules;
  }

  private static void queueRules(List<String> rules, String program, AttachedType type, int port) {
    for (String chain : List.of("PREROUTING", "OUTPUT")) {
      for (String side : List.of("--dport", "--sport")) {
        rules.add(
            "%s -t mangle -A %s -p %s %s %d -j NFQUEUE --queue-num %d --queue-bypass"
                .formatted(
                    program, chain, type.transport().text(), side, port, type.queueNumber()));
      }
    }
  }

  /// An nftables script with the same effect.
  public static List<String> nft(List<AttachedType> types, boolean registered) {
    List<String> lines = new ArrayList<>();
    lines.add("table inet relatd {");
    for (AttachedType type : types) {
      lines.add("  ct helper %s {".formatted(object(type)));
      lines.add(
          "    type \"%s\" protocol %s; l3proto %s;"
              .formatted(
                  registered ? type.name() : carrier(type),
                  type.transport().text(),
                  type.family() == Family.INET ? "ip" : "ip6"));
      lines.add("  }");
    }
    for (String hook : List.of("prerouting", "output")) {
      chain(lines, types, hook, registered);
    }
    lines.add("  chain forward {");
    lines.add("    type filter hook forward priority filter;");
    types.stream()
        .map(type -> registered ? type.name() : carrier(type))
        .distinct()
        .map("    ct state related ct helper \"%s\" accept"::formatted)
        .forEach(lines::add);
    lines.add("  }");
    lines.add("}");
    return lines;
  }

  private static void chain(
      List<String> lines, List<AttachedType> types, String hook, boolean registered) {
    lines.add("  chain %s {".formatted(hook));
    lines.add("    type filter hook %s priority mangle;".formatted(hook));
    for (AttachedType type : types) {
      String family = type.family() == Family.INET ? "ipv4" : "ipv6";
      for (int port : type.configured().ports()) {
        String match = "meta nfproto %s %s".formatted(family, type.transport().text());
        lines.add("    %s dport %d ct helper set \"%s\"".formatted(match, port, object(type)));
        if (!registered) {
          for (String side : List.of("dport", "sport")) {
            lines.add(
                "    %s %s %d queue flags bypass to %d"
                    .formatted(match, side, port, type.queueNumber()));
          }
        }
      }
    }
    lines.add("  }");
  }

  private static String object(AttachedType type) {
    return "%s-%s-%s".formatted(type.name(), type.family().text(), type.transport().text());
  }

  private static String carrier(AttachedType type) {
    int wanted = type.configured().policies().stream().mapToInt(Policy::expectMax).sum();
    return Carrier.of(type.name(), type.family(), type.transport(), wanted).helper();
  }
}
