// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/// Something that a test needs and a machine may lack. Asked of the machine itself by trying, once
/// per run, never read from a version number.
enum Requirement {
  ROOT("root", () -> Commands.run("id", "-u").out().strip().equals("0")),
  NAMESPACES("network namespaces", Requirement::namespacesWork),
  IPTABLES(
      "the programs ip, ss, iptables and ip6tables",
      () -> Commands.exist("ip", "ss", "iptables-restore", "ip6tables-restore")),
  FTP_SERVER("an FTP server (vsftpd or proftpd)", FtpServer::isInstalled),
  FTP_CLIENTS("the FTP clients curl and lftp", () -> Commands.exist("curl", "lftp")),
  RPC_PROGRAMS(
      "the programs rpcbind, rpcinfo and rpc.statd",
      () -> Commands.exist("rpcbind", "rpcinfo", "rpc.statd")),
  IRC_SERVER("the program ngircd", () -> Commands.exist("ngircd")),
  SANE_PROGRAMS("the programs saned and scanimage", () -> Commands.exist("saned", "scanimage")),
  NFS_PROGRAMS(
      "the programs rpc.nfsd, rpc.mountd, exportfs and mount.nfs",
      () -> Commands.exist("rpc.nfsd", "rpc.mountd", "exportfs", "mount.nfs")),
  TFTP_PROGRAMS("the programs in.tftpd and tftp", () -> Commands.exist("in.tftpd", "tftp")),
  DHCPV6_PROGRAMS("the programs dhcpd and dhclient", () -> Commands.exist("dhcpd", "dhclient")),
  GSTREAMER("GStreamer's RTSP server and client for /usr/bin/python3", RtspCase::isInstalled),
  AMANDA_PROGRAMS(
      "the programs amservice and amandad",
      () -> Commands.exist("amservice", "/usr/lib/amanda/amandad")),
  AVAHI("the program avahi-daemon", () -> Commands.exist("avahi-daemon")),
  SIPP("the program sipp", () -> Commands.exist("sipp")),
  CONNTRACK_TOOL("the program conntrack", () -> Commands.exist("conntrack")),
  CONNTRACKD("the C programs nfct and conntrackd", () -> Commands.exist("nfct", "conntrackd")),
  IN_KERNEL_FTP(
      "the in-kernel ftp helper (CONFIG_NF_CONNTRACK_FTP)",
      () -> ruleLoads("raw", "-p tcp --dport 21 -j CT --helper ftp")),
  IN_KERNEL_SIP(
      "the in-kernel sip helper (CONFIG_NF_CONNTRACK_SIP)",
      () -> ruleLoads("raw", "-p udp --dport 5060 -j CT --helper sip")),
  CARRIER(
      "the in-kernel helpers sane, Q.931 and amanda (CONFIG_NF_CONNTRACK_SANE, _H323, _AMANDA)",
      () ->
          ruleLoads("raw", "-p tcp --dport 21 -j CT --helper sane")
              && ruleLoads("raw", "-p tcp --dport 21 -j CT --helper Q.931")
              && ruleLoads("raw", "-p udp --dport 21 -j CT --helper amanda")),
  CONNLABEL(
      "connection labels (CONFIG_NETFILTER_XT_MATCH_CONNLABEL)",
      () -> ruleLoads("mangle", "-p tcp --dport 21 -m connlabel --label 5 --set")),
  NFQUEUE(
      "the NFQUEUE target (CONFIG_NETFILTER_XT_TARGET_NFQUEUE)",
      () -> ruleLoads("mangle", "-p tcp --dport 21 -j NFQUEUE --queue-num 7 --queue-bypass")),
  CTHELPER(
      "the kernel's nfnetlink_cthelper (CONFIG_NF_CT_NETLINK_HELPER)",
      () -> Commands.run("nfct", "list", "helper").ok()),
  DIST("dist/relatd (made by ./build)", Dist::isBuilt);

  private static final ConcurrentMap<Requirement, Boolean> ANSWERS = new ConcurrentHashMap<>();

  private final String title;
  private final BooleanSupplier probe;

  Requirement(String title, BooleanSupplier probe) {
    this.title = title;
    this.probe = probe;
  }

  boolean isMet() {
    return ANSWERS.computeIfAbsent(this, one -> one.probe.getAsBoolean());
  }

  /// "needs ..." for the first requirement that this machine does not meet; empty if it has all.
  static Optional<String> firstMissing(List<Requirement> requirements) {
    return requirements.stream()
        .filter(one -> !one.isMet())
        .map(one -> "needs " + one.title)
        .findFirst();
  }

  private static boolean namespacesWork() {
    return withScratchNamespace(namespace -> namespace.run("true").ok());
  }

  /// Loads a rule in a namespace of its own: modules come in by themselves where there are any.
  private static boolean ruleLoads(String table, String rule) {
    String command = "iptables -t %s -A PREROUTING %s".formatted(table, rule);
    return withScratchNamespace(namespace -> namespace.run(command.split(" ")).ok());
  }

  private static boolean withScratchNamespace(java.util.function.Predicate<Namespace> trial) {
    String name = "relatd-probe-%d".formatted(ProcessHandle.current().pid());
    try (Namespace namespace = Namespace.create(name)) {
      return trial.test(namespace);
    } catch (AssertionError e) {
      return false;
    }
  }
}
