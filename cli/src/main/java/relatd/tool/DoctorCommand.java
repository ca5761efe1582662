// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import relatd.conf.CheckReport;
import relatd.conf.Config;
import relatd.conf.ConfigReader;
import relatd.conf.ConfigResult;
import relatd.conntrack.Family;
import relatd.daemon.Privilege;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.engine.AttachedType;
import relatd.helper.engine.ConfiguredTypes;
import relatd.helper.engine.ExpectedFlowProbe;
import relatd.helper.engine.ExpectedFlows;
import relatd.helper.engine.KernelFeatures;
import relatd.helper.engine.RuleSets;

/// `relatd doctor [FILE]`: which way this kernel allows, what is missing, and the rules that go
/// with it.
final class DoctorCommand implements Command {
  private final PrintStream out;
  private final PrintStream err;

  DoctorCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return 0 when helpers can be served one way or the other, else 1
  @Override
  public int run(List<String> args) {
    if (args.size() > 1) {
      throw new UsageException("doctor takes at most a configuration file");
    }
    KernelFeatures kernel = KernelFeatures.probe();
    kernel(kernel);
    out.println();
    out.println("verdict");
    Verdict verdict = Verdict.of(kernel, Privilege.mayAdministerNetwork());
    verdict.lines().forEach(text -> out.println("  " + text));
    if (!verdict.canServe()) {
      return 1;
    }
    Optional<List<AttachedType>> types = types(args, kernel.canRegister());
    types.ifPresent(list -> rules(list, kernel.canRegister()));
    return types.isPresent() ? 0 : 1;
  }

  private void kernel(KernelFeatures kernel) {
    out.println("kernel");
    line("conntracks (ctnetlink)", kernel.conntrack());
    line("expectations (ctnetlink)", kernel.expectations());
    line("packets to user space (nfnetlink_queue)", kernel.queue());
    line("connections of queued packets (GLUE_CT)", kernel.glue());
    line("helper registration (nfnetlink_cthelper)", kernel.cthelper());
    if (kernel.canRegister()) {
      out.printf(
          "  %-44s %s%n",
          "expected connections get",
          ExpectedFlowProbe.probe()
              .map(ExpectedFlows::text)
              .orElse("unknown: it could not be tried"));
    }
  }

  private void line(String what, KernelFeatures.Answer answer) {
    out.printf("  %-44s %s%n", what, answer.present() ? "yes" : "no: " + answer.reason());
  }

  private void rules(List<AttachedType> types, boolean registered) {
    out.println();
    out.println("iptables");
    RuleSets.iptables(types, registered).forEach(rule -> out.println("  " + rule));
    out.println();
    out.println("nft");
    RuleSets.nft(types, registered).forEach(line -> out.println("  " + line));
  }

  private Optional<List<AttachedType>> types(List<String> args, boolean registered) {
    if (args.isEmpty()) {
      return Optional.of(defaults(registered));
    }
    ConfigResult result = ConfigReader.standard().read(args.getFirst());
    if (!result.accepted()) {
      CheckReport.lines(result).forEach(err::println);
      return Optional.empty();
    }
    try {
      return result
          .config()
          .flatMap(Config::helper)
          .map(section -> ConfiguredTypes.of(section, HelperCatalog.installed(), registered))
          .or(() -> Optional.of(List.of()));
    } catch (IllegalArgumentException wrong) {
      err.println("relatd doctor: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /// Without a configuration: every installed helper, each protocol on a queue of its own.
  private static List<AttachedType> defaults(boolean registered) {
    List<AttachedType> types = new ArrayList<>();
    for (Helper helper : HelperCatalog.installed().all()) {
      for (Transport transport : sorted(helper.transports())) {
        for (Family family : Family.values()) {
          if (helper.families().contains(family)) {
            types.add(
                new AttachedType(ConfiguredHelper.of(helper), family, transport, types.size(), 0));
          }
        }
      }
    }
    return types;
  }

  private static List<Transport> sorted(Set<Transport> transports) {
    return transports.stream().sorted().toList();
  }
}
