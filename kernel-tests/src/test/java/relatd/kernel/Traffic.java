// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Family;

/// Connections through the primary of a [PairLab], of as many kinds as its kernel tracks.
final class Traffic {
  static final int PORT = 8000;

  /// Its connections leave with the firewall's address.
  static final int HIDDEN = 41_010;

  /// Its connections go to a port of the firewall, which is the server's.
  static final int REDIRECTED = 8_080;

  /// Its connections are marked.
  static final int MARKED = 41_020;

  /// Its connections are in a zone of their own, both directions.
  static final int ZONED = 41_030;

  private final PairLab lab;
  private int holders;

  private Traffic(PairLab lab) {
    this.lab = lab;
  }

  /// Starts the server and sets both firewalls' rules.
  static Traffic prepare(PairLab lab) {
    Traffic traffic = new Traffic(lab);
    traffic.serve();
    for (int node = 1; node <= 2; node++) {
      lab.firewall(node).feed(rules(), "iptables-restore", "-n");
    }
    return traffic;
  }

  /// Has both firewalls attach the kernel's helper to FTP ([Requirement#IN_KERNEL_FTP]).
  void attachFtpHelper() {
    attach("-p tcp --dport 21 -j CT --helper ftp");
  }

  /// Has both firewalls attach the kernel's helper to SIP ([Requirement#IN_KERNEL_SIP]).
  void attachSipHelper() {
    attach("-p udp --dport 5060 -j CT --helper sip");
  }

  private void attach(String rule) {
    for (int node = 1; node <= 2; node++) {
      lab.firewall(node)
          .run(("iptables -t raw -A PREROUTING -i inner " + rule).split(" "))
          .orFail();
    }
  }

  private void serve() {
    Background server =
        lab.ground().owns(lab.server().start(output("server.out"), command("serve", "" + PORT)));
    Await.until(
        "the server listens", () -> server.output().contains(TrafficMain.SERVING), server::output);
  }

  private static String rules() {
    return """
    *raw
    -A PREROUTING -i inner -p tcp --sport %1$d -j CT --zone %4$d
    -A PREROUTING -i outer -p tcp --dport %1$d -j CT --zone %4$d
    COMMIT
    *mangle
    -A FORWARD -p tcp --sport %2$d -j CONNMARK --set-mark 7
    COMMIT
    *nat
    -A PREROUTING -i inner -p tcp --dport %5$d -j DNAT --to-destination 10.77.2.2:%6$d
    -A POSTROUTING -o outer -p tcp --sport %3$d -j SNAT --to-source 10.77.2.1:20004
    COMMIT
    """
        .formatted(ZONED, MARKED, HIDDEN, 5, REDIRECTED, PORT);
  }

  /// Opens flows (see [TrafficMain]) that stay open, and waits until the server has answered on
  /// all.
  Background hold(List<String> flows) {
    List<String> words = new ArrayList<>(List.of("hold"));
    words.addAll(flows);
    Background holder =
        lab.ground()
            .owns(
                lab.client()
                    .start(
                        output("client" + holders++ + ".out"),
                        command(words.toArray(String[]::new))));
    Await.until(
        "all flows are open",
        () ->
            holder.output().lines().filter(line -> line.startsWith(TrafficMain.UP)).count()
                == flows.size(),
        holder::output);
    return holder;
  }

  /// Waits until all flows have answered a few times more.
  void stillAnswers(Background holder) {
    long before = rounds(holder);
    Await.until(
        "all flows answer",
        () -> rounds(holder) >= before + 3 || !holder.isAlive(),
        holder::output);
    if (!holder.isAlive()) {
      throw new AssertionError(holder.output());
    }
  }

  private static long rounds(Background holder) {
    return holder.output().lines().filter(line -> line.startsWith(TrafficMain.ROUND)).count();
  }

  /// One connection of each kind that a client and a server can make.
  List<String> everyKind() {
    String inet = PairLab.serverAddress(Family.INET);
    String inet6 = PairLab.serverAddress(Family.INET6);
    return List.of(
        "icmp," + inet,
        "icmp," + inet6,
        "tcp,%s,%d,41000".formatted(inet, PORT),
        "udp,%s,%d,40000".formatted(inet, PORT),
        "tcp,%s,%d,41001".formatted(inet6, PORT),
        "udp,%s,%d,40001".formatted(inet6, PORT),
        "tcp,%s,%d,%d".formatted(inet, PORT, HIDDEN),
        "tcp,10.77.1.1,%d,41011".formatted(REDIRECTED),
        "tcp,%s,%d,%d".formatted(inet, PORT, MARKED),
        "tcp,%s,%d,%d".formatted(inet, PORT, ZONED));
  }

  /// Entries of what client and server cannot speak, put into the primary's table by hand.
  ///
  /// @param node the primary
  void inject(int node) {
    insert(
        node,
        "-p sctp -s 10.77.1.2 -d 10.77.2.2 --sport 1002 --dport 80 --state ESTABLISHED"
            + " --orig-vtag 1 --reply-vtag 2");
    insert(node, "-p gre -s 10.77.1.2 -d 10.77.2.2 --srckey 16 --dstkey 20");
    insert(node, "-p 50 -s 10.77.1.2 -d 10.77.2.2");
    insert(node, "-p udp -s fd77:1::7 -d fd77:2::2 --sport 5 --dport 6 -n fd77:2::1");
  }

  /// Many TCP entries, put into a node's table by hand.
  ///
  /// @param first source port of the first one
  void injectMany(int node, int first, int entries) {
    StringBuilder commands = new StringBuilder();
    for (int port = first; port < first + entries; port++) {
      commands.append(
          "-I -p tcp -s 10.77.1.2 -d 10.77.2.2 --sport %d --dport 80 --state ESTABLISHED -t 3600\n"
              .formatted(port));
    }
    lab.firewall(node).feed(commands.toString(), "conntrack", "--load-file", "-");
  }

  private void insert(int node, String entry) {
    List<String> command = new ArrayList<>(List.of("conntrack", "-I", "-t", "3600"));
    command.addAll(List.of(entry.split(" ")));
    lab.firewall(node).run(Commands.LIMIT, command).orFail();
  }

  private Path output(String name) {
    return lab.ground().directory().resolve(name);
  }

  private static List<String> command(String... words) {
    List<String> all = new ArrayList<>(ClassPath.java());
    all.add(TrafficMain.class.getName());
    all.addAll(List.of(words));
    return all;
  }
}
