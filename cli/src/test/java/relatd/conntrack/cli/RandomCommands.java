// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Command lines that 1.4.7 is not known to misread: few addresses and ports, so that they meet.
final class RandomCommands {
  private static final String[] PROTOCOLS = {"tcp", "udp", "udplite", "sctp", "gre", "icmp", "99"};
  private static final String[] STATES = {"SYN_SENT", "ESTABLISHED", "TIME_WAIT", "CLOSE"};
  private static final String[] STATUS = {
    "SEEN_REPLY", "ASSURED", "SEEN_REPLY,ASSURED", "FIXED_TIMEOUT"
  };
  private static final String[] OUTPUTS = {
    "extended", "id", "save", "id,extended", "timestamp", "userspace", "foo", "save,id"
  };
  private static final String[] WRONG = {
    "--foo", "-L -L", "-s", "-p nosuch", "-s 1.2.3.999", "-d 10.0.0.0/40", "-L nosuch", "-z -m 1",
    "--mask-src 255.0.0.0", "-j -n", "-e NEW", "-t 4", "-u nosuch", "-n 1.2.3.4:", "-w", "-f ipx",
  };

  private final Random random;

  RandomCommands(long seed) {
    random = new Random(seed);
  }

  /// The table of the calling thread's namespace.
  static String table() {
    return new Run(0, Programs.shell("conntrack -L 2>/dev/null").out(), "").normalised().out();
  }

  List<String> next() {
    StringBuilder line =
        new StringBuilder(
            switch (random.nextInt(10)) {
              case 0, 1, 2 -> create();
              case 3 -> plain();
              case 4, 5 -> "-L" + filters() + output();
              case 6 -> "-D" + filters() + output();
              case 7 -> "-U -f " + pick("ipv4", "ipv6") + changes();
              case 8 -> get();
              default -> pick("-C", "-L expect", "-C expect", "-L dying", "-L -z", "-F", "-L -o");
            });
    if (random.nextInt(6) == 0) {
      line.append(' ').append(pick(WRONG));
    }
    return new ArrayList<>(Arrays.asList(line.toString().split(" ")));
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String maybe(String option) {
    return random.nextInt(3) == 0 ? " " + option : "";
  }

  private String host(boolean six) {
    return (six ? "fd01::" : "10.1.0.") + (1 + random.nextInt(3));
  }

  private String port() {
    return Integer.toString(1 + random.nextInt(3));
  }

  /// 1.4.7 cannot update entries of zones or with a translation: some have neither.
  private String plain() {
    return "-I -t 3000 -p udp -s 10.1.9.%s -d 10.1.0.1 --sport %s --dport 2"
        .formatted(port(), port());
  }

  private String create() {
    boolean six = random.nextInt(4) == 0;
    String protocol = six ? pick("tcp", "udp", "99") : pick(PROTOCOLS);
    String line =
        pick("-I", "-A") + " -t 3000 -p " + protocol + " -s " + host(six) + " -d " + host(six);
    line += identifiers(protocol) + maybe("-u " + pick(STATUS)) + maybe("-m " + port());
    line += maybe("-w " + port()) + maybe("--orig-zone 5");
    return line + (six ? "" : maybe("-n 192.0.2." + port()) + maybe("-g 192.0.2.9"));
  }

  private String identifiers(String protocol) {
    return switch (protocol) {
      case "tcp" -> " --sport " + port() + " --dport " + port() + " --state " + pick(STATES);
      case "udp", "udplite" -> " --sport " + port() + " --dport " + port();
      case "sctp" ->
          " --sport " + port() + " --dport 9 --state CLOSED --orig-vtag 1 --reply-vtag 2";
      case "gre" -> " --srckey " + port() + " --dstkey 0x" + port();
      case "icmp" -> " --icmp-type 8 --icmp-code 0 --icmp-id " + port();
      default -> "";
    };
  }

  private String filters() {
    String protocol = maybe("-p " + pick("tcp", "udp", "TCP", "17", "132"));
    boolean ports = protocol.matches(" -p (tcp|udp|TCP|17)");
    String line = protocol + (ports ? maybe("--sport " + port()) + maybe("--dport " + port()) : "");
    line += maybe(pick("-s ", "-d ", "-r ", "-q ") + host(false));
    line += maybe("-s 10.1.0.2/" + (24 + random.nextInt(9)));
    line += maybe("-m " + port() + pick("", "/3", "/0x1"));
    line += maybe(pick("-n", "-g", "-n 192.0.2.1", "-w 1", "--orig-zone 5", "-f ipv4"));
    return line.isEmpty() ? " -s 10.1.0.1" : line;
  }

  private String changes() {
    return " -s 10.1.9." + port() + " -m " + port() + pick("", "/3") + maybe("-u ASSURED");
  }

  private String output() {
    return maybe("-o " + pick(OUTPUTS));
  }

  private String get() {
    String protocol = pick("tcp", "udp", "gre", "icmp", "99");
    String line = "-G -p " + protocol + " -s " + host(false) + " -d " + host(false);
    return line + identifiers(protocol).replaceAll(" --state \\S+", "") + output();
  }
}
