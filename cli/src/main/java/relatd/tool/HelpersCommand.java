// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import relatd.conf.CheckReport;
import relatd.conf.Config;
import relatd.conf.ConfigReader;
import relatd.conf.ConfigResult;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.Policy;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.engine.AttachedType;
import relatd.helper.engine.ConfiguredTypes;

/// `relatd helpers [FILE]`: what is installed, and what of it a configuration attaches to which
/// queue.
final class HelpersCommand implements Command {
  private static final String ROW = "%-12s %-8s %-12s %s%n";
  private static final String ROW_WITH_STATE = "%-12s %-8s %-12s %-22s %s%n";
  private static final String CLASSES = "CLASSES (name max/seconds)";

  private final PrintStream out;
  private final PrintStream err;

  HelpersCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> words) {
    int option = words.indexOf("-o");
    boolean json =
        option >= 0 && option + 1 < words.size() && OutputFormat.isJson(words.get(option + 1));
    List<String> args = new ArrayList<>(words);
    if (json) {
      args.subList(option, option + 2).clear();
    }
    if (args.size() > 1 || args.contains("-o")) {
      throw new UsageException("helpers takes at most a configuration file, and `-o json'");
    }
    HelperCatalog installed = HelperCatalog.installed();
    if (json) {
      return json(args, installed);
    }
    if (args.isEmpty()) {
      out.printf(ROW, "HELPER", "PROTO", "PORT", CLASSES);
      for (Helper helper : installed.all()) {
        out.printf(
            ROW, helper.name(), protocols(helper), text(helper.ports()), text(helper.policies()));
      }
      return 0;
    }
    Optional<List<AttachedType>> types = types(args.getFirst(), installed);
    types.ifPresent(attached -> print(installed, attached));
    return types.isPresent() ? 0 : 1;
  }

  private int json(List<String> args, HelperCatalog installed) {
    Optional<List<AttachedType>> types =
        args.isEmpty() ? Optional.of(List.of()) : types(args.getFirst(), installed);
    types.ifPresent(attached ->
        installed.all().forEach(helper -> out.println(HelperJson.line(helper, attached))));
    return types.isPresent() ? 0 : 1;
  }

  /// Empty where the configuration cannot be used; stderr says why.
  private Optional<List<AttachedType>> types(String file, HelperCatalog installed) {
    ConfigResult result = ConfigReader.standard().read(file);
    if (!result.accepted()) {
      CheckReport.lines(result).forEach(err::println);
      return Optional.empty();
    }
    try {
      return Optional.of(
          result
              .config()
              .flatMap(Config::helper)
              .map(section -> ConfiguredTypes.of(section, installed, true))
              .orElse(List.of()));
    } catch (IllegalArgumentException wrong) {
      err.println("relatd helpers: " + file + ": " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /// A helper that is on has a row for each of its types, with the configured numbers.
  private void print(HelperCatalog installed, List<AttachedType> attached) {
    out.printf(ROW_WITH_STATE, "HELPER", "PROTO", "PORT", "STATE", CLASSES);
    for (Helper helper : installed.all()) {
      List<AttachedType> own =
          attached.stream().filter(type -> type.name().equals(helper.name())).toList();
      if (own.isEmpty()) {
        row(ConfiguredHelper.of(helper), protocols(helper), "off");
      }
      for (AttachedType type : own) {
        String state = "on " + type.family().text() + " queue " + type.queueNumber();
        row(type.configured(), type.transport().text(), state);
      }
    }
  }

  private void row(ConfiguredHelper helper, String protocol, String state) {
    String name = helper.helper().name();
    String ports = text(helper.ports());
    out.printf(ROW_WITH_STATE, name, protocol, ports, state, text(helper.policies()));
  }

  private static String protocols(Helper helper) {
    return helper.transports().stream()
        .map(Transport::text)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String text(Set<Integer> ports) {
    return ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String text(List<Policy> policies) {
    return policies.stream()
        .map(policy ->
            "%s %d/%d".formatted(policy.name(), policy.expectMax(), policy.expectTimeout()))
        .collect(Collectors.joining(", "));
  }
}
