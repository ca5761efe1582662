// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.replay.HelperPorts;

/// What `relatd replay` was asked.
record ReplayArguments(
    HelperPorts ports, boolean json, boolean explain, Optional<Path> natPair, List<Path> files) {

  static ReplayArguments parse(List<String> args, HelperCatalog catalog) {
    HelperPorts ports = new HelperPorts();
    List<Helper> chosen = new ArrayList<>();
    List<String> portRules = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    boolean json = false;
    boolean explain = false;
    Optional<Path> natPair = Optional.empty();
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--helper" -> chosen.add(helper(catalog, value(args, ++i, "--helper")));
        case "--port" -> portRules.add(value(args, ++i, "--port"));
        case "--nat-pair" -> natPair = Optional.of(Path.of(value(args, ++i, "--nat-pair")));
        case "--json" -> json = true;
        case "-o" -> json = OutputFormat.isJson(value(args, ++i, "-o"));
        case "--explain" -> explain = true;
        case "--" -> {
          args.subList(i + 1, args.size()).forEach(file -> files.add(Path.of(file)));
          i = args.size();
        }
        default -> {
          if (args.get(i).startsWith("-")) {
            throw new UsageException("replay has no option `" + args.get(i) + "'");
          }
          files.add(Path.of(args.get(i)));
        }
      }
    }
    (chosen.isEmpty() ? catalog.all() : chosen).forEach(ports::add);
    portRules.forEach(rule -> addPort(ports, rule, catalog));
    if (files.isEmpty()) {
      throw new UsageException("replay needs a capture file");
    }
    if (natPair.isPresent() && files.size() > 1) {
      throw new UsageException("--nat-pair takes one file and its other side");
    }
    return new ReplayArguments(ports, json, explain, natPair, files);
  }

  private static String value(List<String> args, int at, String option) {
    if (at >= args.size()) {
      throw new UsageException("`" + option + "' needs a value");
    }
    return args.get(at);
  }

  private static Helper helper(HelperCatalog catalog, String name) {
    return catalog
        .byName(name)
        .orElseThrow(() ->
            new UsageException(
                "there is no helper `"
                    + name
                    + "'; installed: "
                    + String.join(", ", catalog.all().stream().map(Helper::name).toList())));
  }

  private static void addPort(HelperPorts ports, String rule, HelperCatalog catalog) {
    int equals = rule.indexOf('=');
    String number = equals < 0 ? "" : rule.substring(0, equals);
    if (!number.matches("[0-9]{1,5}") || Integer.parseInt(number) > 65_535) {
      throw new UsageException("`--port' takes NUMBER=HELPER, not `" + rule + "'");
    }
    ports.add(helper(catalog, rule.substring(equals + 1)), Integer.parseInt(number));
  }
}
