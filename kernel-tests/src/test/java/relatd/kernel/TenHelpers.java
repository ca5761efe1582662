// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One daemon with every helper of the original conntrackd in its configuration: it registers all
/// of them, serves their queues and answers.
final class TenHelpers {
  private static final Map<String, List<String>> PROTOCOLS =
      new TreeMap<>(
          Map.of(
              "ftp", List.of("inet tcp", "inet6 tcp"),
              "rpc", List.of("inet tcp", "inet udp", "inet6 tcp", "inet6 udp"),
              "tns", List.of("inet tcp", "inet6 tcp"),
              "sane", List.of("inet tcp", "inet6 tcp"),
              "amanda", List.of("inet udp", "inet6 udp"),
              "dhcpv6", List.of("inet6 udp"),
              "mdns", List.of("inet udp", "inet6 udp"),
              "slp", List.of("inet udp", "inet6 udp"),
              "ssdp", List.of("inet udp", "inet tcp", "inet6 udp", "inet6 tcp"),
              "tftp", List.of("inet udp", "inet6 udp")));

  private TenHelpers() {}

  /// @throws AssertionError when one of them is missing
  static void play() {
    try (Lab lab = Lab.open()) {
      StringBuilder types = new StringBuilder("  Setup yes\n");
      List<String> registered = new ArrayList<>();
      PROTOCOLS.forEach((name, protocols) -> {
        for (String protocol : protocols) {
          types.append(
              "  Type %s %s {%n    QueueNum %d%n    QueueLen 10240%n  }%n"
                  .formatted(name, protocol, registered.size()));
          registered.add("{\n\t.name = %s,\n\t.queuenum".formatted(name));
        }
      });
      String conntrackd = Dist.command("conntrackd");
      Background daemon = UserspaceHelper.serve(lab, types.toString(), List.of(conntrackd));
      lab.owns(() -> lab.router().run(Dist.command("nfct"), "flush", "helper"));
      require(lab.router().run("nfct", "list", "helper").orFail(), registered);
      String configuration = lab.directory().resolve("conntrackd.conf").toString();
      Outcome figures = lab.router().run(conntrackd, "-C", configuration, "-s");
      if (!figures.ok()) {
        throw new AssertionError(figures + "; the daemon's output: " + daemon.output());
      }
      require(figures, List.of("queue %d packets 0".formatted(registered.size() - 1)));
    }
  }

  private static void require(Outcome outcome, List<String> texts) {
    Map<String, Integer> wanted = new TreeMap<>();
    texts.forEach(text -> wanted.merge(text, 1, Integer::sum));
    wanted.forEach((text, times) -> {
      if (outcome.out().split(java.util.regex.Pattern.quote(text), -1).length - 1 != times) {
        throw new AssertionError("not %d times `%s' in%n%s".formatted(times, text, outcome));
      }
    });
  }
}
