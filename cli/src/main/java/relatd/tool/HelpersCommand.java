// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import relatd.helper.Helper;
import relatd.helper.HelperCatalog;
import relatd.helper.Policy;
import relatd.helper.Transport;

/// `relatd helpers`: what is installed.
final class HelpersCommand implements Command {
  private final PrintStream out;

  HelpersCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public int run(List<String> args) {
    if (!args.isEmpty()) {
      throw new UsageException("helpers takes no argument");
    }
    out.printf("%-12s %-8s %-12s %s%n", "HELPER", "PROTO", "PORT", "CLASSES (name max/seconds)");
    for (Helper helper : HelperCatalog.installed().all()) {
      out.printf(
          "%-12s %-8s %-12s %s%n",
          helper.name(),
          helper.transports().stream()
              .map(Transport::text)
              .sorted()
              .collect(Collectors.joining(",")),
          helper.ports().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")),
          helper.policies().stream().map(HelpersCommand::text).collect(Collectors.joining(", ")));
    }
    return 0;
  }

  private static String text(Policy policy) {
    return "%s %d/%d".formatted(policy.name(), policy.expectMax(), policy.expectTimeout());
  }
}
