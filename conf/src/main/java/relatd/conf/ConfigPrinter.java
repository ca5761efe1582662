// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import relatd.conf.Filter.Rule;

/// Writes a configuration in canonical form with every default spelled out. What cannot be spelled
/// (a value that is absent) is a comment. Reading the text back gives an equal [Config].
public final class ConfigPrinter {

  private final Lines lines = new Lines();

  private ConfigPrinter() {}

  /// @return text that ends in a newline
  public static String print(Config config) {
    ConfigPrinter printer = new ConfigPrinter();
    printer.general(config.general());
    config.sync().ifPresent(sync -> SyncPrinter.print(sync, printer.lines));
    config.stats().ifPresent(printer::stats);
    config.helper().ifPresent(printer::helper);
    return printer.lines.toString();
  }

  private void general(General general) {
    lines
        .open("General")
        .clause("HashSize", general.hashSize())
        .clause("HashLimit", general.hashLimit())
        .clause("LogFile", general.logFile().orElse("off"))
        .clause("Syslog", general.syslog().map(Facility::word).orElse("off"))
        .clause("LockFile", general.lockFile());
    optional("UNIX { Path ... } is not set: no client", general.controlSocket(), this::unix);
    netlink(general.netlinkBuffer());
    if (general.pollSeconds().isPresent()) {
      lines.clause("PollSecs", general.pollSeconds().getAsInt());
    } else {
      lines.comment("PollSecs is not set: events, no polling");
    }
    lines
        .open("Scheduler")
        .clause("Type", general.scheduler().type())
        .clause("Priority", general.scheduler().priority())
        .close()
        .onOff("Systemd", general.systemd());
    filter(general.filter());
    lines.close();
  }

  private void optional(
      String absent, Optional<String> value, java.util.function.Consumer<String> present) {
    value.ifPresentOrElse(present, () -> lines.comment(absent));
  }

  private void unix(String path) {
    lines.open("UNIX").clause("Path", path).close();
  }

  private void netlink(NetlinkBuffer buffer) {
    if (buffer.size() == 0) {
      lines.comment("NetlinkBufferSize is not set: the system's default");
    } else if (buffer.effectiveSize() == 0) {
      lines.comment("no effect, larger than NetlinkBufferSizeMaxGrowth:");
    }
    lines
        .positive("NetlinkBufferSize", buffer.size())
        .clause("NetlinkBufferSizeMaxGrowth", buffer.maxGrowth());
    lines.clause(
        "NetlinkOverrunResync", buffer.overrunResync() == 0 ? "off" : buffer.overrunResync());
    lines
        .onOff("NetlinkEventsReliable", buffer.reliable())
        .clause("EventIterationLimit", buffer.eventsPerTurn());
  }

  private void filter(Filter filter) {
    if (filter.equals(Filter.NONE)) {
      lines.comment("Filter is not set: all connections");
      return;
    }
    lines.open("Filter From " + (filter.inKernel() ? "Kernelspace" : "Userspace"));
    filter
        .protocols()
        .ifPresent(rule -> rule("Protocol", rule, members(rule, Filter.Protocol::name)));
    filter
        .addresses()
        .ifPresent(rule -> rule("Address", rule, members(rule, ConfigPrinter::address)));
    filter.tcpStates().ifPresent(rule -> rule("State", rule, List.of(states(rule))));
    lines.close();
  }

  private static <T> List<String> members(
      Rule<T> rule, java.util.function.Function<T, String> text) {
    return rule.members().stream().map(text).toList();
  }

  private static String address(Network network) {
    boolean ipv4 = network.address() instanceof java.net.Inet4Address;
    return (ipv4 ? "IPv4_address " : "IPv6_address ") + network.text();
  }

  private static String states(Rule<Filter.TcpState> rule) {
    return rule.members().stream().map(Enum::name).collect(Collectors.joining(" ", "", " for TCP"));
  }

  private void rule(String word, Rule<?> rule, List<String> members) {
    lines.open(word + (rule.accept() ? " Accept" : " Ignore"));
    members.forEach(lines::add);
    lines.close();
  }

  private void stats(Stats stats) {
    lines
        .open("Stats")
        .clause("LogFile", stats.logFile().orElse("off"))
        .onOff("Syslog", stats.syslog())
        .close();
  }

  private void helper(HelperSection helper) {
    lines.open("Helper").onOff("Setup", helper.setup());
    helper.types().forEach(this::type);
    lines.close();
  }

  private void type(HelperType type) {
    lines
        .open("Type " + type.title())
        .clause("QueueNum", type.queueNum())
        .clause("QueueLen", type.queueLen());
    for (HelperPolicy policy : type.policies()) {
      lines
          .open("Policy " + policy.name())
          .clause("ExpectMax", policy.expectMax())
          .clause("ExpectTimeout", policy.expectTimeout())
          .close();
    }
    type.options()
        .forEach((name, values) -> lines.clause("Option " + name, String.join(" ", values)));
    lines.close();
  }
}
